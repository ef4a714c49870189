/** Characters that a secret is made of. */
export type Alphabet = "word" | "base64" | "dotted";

/** How the secrets of one issuer look. A secret begins with public letters and goes on with characters that only its owner knows. */
export interface SecretRule {
  readonly label: string;
  readonly prefixes: readonly string[];
  readonly alphabet: Alphabet;
  /** Characters after the prefix. */
  readonly least: number;
  readonly most: number;
  /** Further demands on what follows the prefix. */
  readonly accepts?: (body: string) => boolean;
  readonly score: number;
}

/** Bits a character: real keys are drawn from their alphabet at random, words and placeholders are not. */
const RANDOM_BITS = 3;
const FEW_BITS = 2.5;

export function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const random = (body: string) => entropyBits(body) >= RANDOM_BITS && !isPlaceholder(body);
const upperAndDigits = (body: string) => /^[A-Z0-9]+$/.test(body) && entropyBits(body) >= FEW_BITS && !isPlaceholder(body);

const PLACEHOLDER = /example|your|xxxx|placeholder|changeme|redacted|dummy|replace|1234567890?abc|test_?key|\.\.\.|0000000/i;

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** A JSON Web Token has three parts, the first of which is a header in JSON. */
function isToken(body: string): boolean {
  const parts = body.split(".");
  return parts.length === 3 && parts.every((part) => part.length >= 8);
}

/** Formats that their issuers have published. */
export const SECRET_RULES: readonly SecretRule[] = [
  {
    label: "openai_key",
    prefixes: ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-"],
    alphabet: "word",
    least: 40,
    most: 220,
    accepts: random,
    score: 0.98,
  },
  { label: "anthropic_key", prefixes: ["sk-ant-"], alphabet: "word", least: 40, most: 160, accepts: random, score: 0.98 },
  { label: "openrouter_key", prefixes: ["sk-or-v1-"], alphabet: "word", least: 40, most: 100, accepts: random, score: 0.98 },
  {
    label: "api_key",
    prefixes: ["sk-"],
    alphabet: "word",
    least: 20,
    most: 200,
    accepts: (body) => /\d/.test(body) && /[A-Za-z]/.test(body) && random(body),
    score: 0.9,
  },
  { label: "aws_access_key", prefixes: ["AKIA", "ASIA"], alphabet: "word", least: 16, most: 16, accepts: upperAndDigits, score: 0.95 },
  {
    label: "github_token",
    prefixes: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    alphabet: "word",
    least: 36,
    most: 255,
    accepts: random,
    score: 0.98,
  },
  { label: "github_token", prefixes: ["github_pat_"], alphabet: "word", least: 60, most: 255, accepts: random, score: 0.98 },
  {
    label: "gitlab_token",
    prefixes: ["glpat-", "gldt-", "glrt-", "glptt-"],
    alphabet: "word",
    least: 20,
    most: 64,
    accepts: random,
    score: 0.97,
  },
  { label: "google_key", prefixes: ["AIza"], alphabet: "word", least: 35, most: 35, accepts: random, score: 0.97 },
  { label: "google_oauth_token", prefixes: ["ya29."], alphabet: "word", least: 40, most: 400, accepts: random, score: 0.95 },
  {
    label: "slack_token",
    prefixes: ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-"],
    alphabet: "word",
    least: 24,
    most: 160,
    accepts: (body) => /\d{6}/.test(body) && random(body),
    score: 0.97,
  },
  {
    label: "stripe_key",
    prefixes: ["sk_live_", "rk_live_", "sk_test_", "rk_test_", "whsec_"],
    alphabet: "base64",
    least: 24,
    most: 160,
    accepts: random,
    score: 0.97,
  },
  { label: "huggingface_token", prefixes: ["hf_"], alphabet: "word", least: 30, most: 60, accepts: random, score: 0.96 },
  { label: "groq_key", prefixes: ["gsk_"], alphabet: "word", least: 40, most: 80, accepts: random, score: 0.96 },
  { label: "xai_key", prefixes: ["xai-"], alphabet: "word", least: 60, most: 120, accepts: random, score: 0.96 },
  { label: "perplexity_key", prefixes: ["pplx-"], alphabet: "word", least: 40, most: 80, accepts: random, score: 0.96 },
  { label: "replicate_token", prefixes: ["r8_"], alphabet: "word", least: 34, most: 44, accepts: random, score: 0.95 },
  { label: "npm_token", prefixes: ["npm_"], alphabet: "word", least: 36, most: 36, accepts: random, score: 0.97 },
  { label: "pypi_token", prefixes: ["pypi-AgEIcHlwaS"], alphabet: "word", least: 50, most: 400, accepts: random, score: 0.98 },
  {
    label: "sendgrid_key",
    prefixes: ["SG."],
    alphabet: "dotted",
    least: 60,
    most: 80,
    accepts: (body) => body.split(".").length === 2 && random(body),
    score: 0.97,
  },
  {
    label: "digitalocean_token",
    prefixes: ["dop_v1_", "doo_v1_", "dor_v1_"],
    alphabet: "word",
    least: 64,
    most: 64,
    accepts: random,
    score: 0.98,
  },
  {
    label: "shopify_token",
    prefixes: ["shpat_", "shpca_", "shppa_", "shpss_"],
    alphabet: "word",
    least: 32,
    most: 32,
    accepts: random,
    score: 0.97,
  },
  {
    label: "databricks_token",
    prefixes: ["dapi"],
    alphabet: "word",
    least: 32,
    most: 34,
    accepts: (body) => /^[0-9a-f]{32}(-\d)?$/.test(body) && random(body),
    score: 0.95,
  },
  { label: "vault_token", prefixes: ["hvs."], alphabet: "word", least: 24, most: 200, accepts: random, score: 0.95 },
  { label: "linear_key", prefixes: ["lin_api_"], alphabet: "word", least: 40, most: 40, accepts: random, score: 0.97 },
  { label: "notion_token", prefixes: ["ntn_"], alphabet: "word", least: 40, most: 60, accepts: random, score: 0.95 },
  { label: "json_web_token", prefixes: ["eyJ"], alphabet: "dotted", least: 30, most: 4_096, accepts: isToken, score: 0.92 },
];
