type Maker = (draw: Draw) => string;
type Draw = (alphabet: string, length: number) => string;

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const ALPHANUMERIC = LOWER + UPPER + DIGITS;
const HEX = `${DIGITS}abcdef`;
const BASE64 = `${ALPHANUMERIC}+/`;

const pem =
  (kind: string, length: number): Maker =>
  (draw) =>
    `-----BEGIN ${kind}-----\n${draw(BASE64, length)}\n-----END ${kind}-----`;

/** What stands in braces in a labelled text. Nothing in the repository looks like a key to those who look for them. */
const MAKERS: Readonly<Record<string, Maker>> = {
  openai: (draw) => `sk-proj-${draw(`${ALPHANUMERIC}_-`, 100)}T3BlbkFJ${draw(ALPHANUMERIC, 40)}`,
  openai_old: (draw) => `sk-${draw(ALPHANUMERIC, 20)}T3BlbkFJ${draw(ALPHANUMERIC, 20)}`,
  anthropic: (draw) => `sk-ant-api03-${draw(`${ALPHANUMERIC}_-`, 93)}AA`,
  openrouter: (draw) => `sk-or-v1-${draw(HEX, 64)}`,
  github: (draw) => `ghp_${draw(ALPHANUMERIC, 36)}`,
  github_pat: (draw) => `github_pat_${draw(ALPHANUMERIC, 22)}_${draw(ALPHANUMERIC, 59)}`,
  gitlab: (draw) => `glpat-${draw(`${ALPHANUMERIC}_-`, 20)}`,
  google: (draw) => `AIza${draw(`${ALPHANUMERIC}_-`, 34)}x`,
  ya29: (draw) => `ya29.${draw(`${ALPHANUMERIC}_-`, 120)}`,
  slack: (draw) => `xoxb-${draw(DIGITS, 12)}-${draw(DIGITS, 13)}-${draw(ALPHANUMERIC, 24)}`,
  stripe: (draw) => `sk_live_${draw(ALPHANUMERIC, 24)}`,
  whsec: (draw) => `whsec_${draw(ALPHANUMERIC, 32)}`,
  hf: (draw) => `hf_${draw(LOWER + UPPER, 34)}`,
  groq: (draw) => `gsk_${draw(ALPHANUMERIC, 52)}`,
  npm: (draw) => `npm_${draw(ALPHANUMERIC, 36)}`,
  pypi: (draw) => `pypi-AgEIcHlwaS5vcmc${draw(`${ALPHANUMERIC}_-`, 140)}`,
  sendgrid: (draw) => `SG.${draw(ALPHANUMERIC, 22)}.${draw(ALPHANUMERIC, 43)}`,
  aws: (draw) => `AKIA${draw(`${UPPER}234567`, 16)}`,
  aws_secret: (draw) => draw(BASE64, 40),
  databricks: (draw) => `dapi${draw(HEX, 32)}`,
  shopify: (draw) => `shpat_${draw(HEX, 32)}`,
  digitalocean: (draw) => `dop_v1_${draw(HEX, 64)}`,
  vault: (draw) => `hvs.${draw(`${ALPHANUMERIC}_-`, 92)}`,
  linear: (draw) => `lin_api_${draw(ALPHANUMERIC, 40)}`,
  notion: (draw) => `ntn_${draw(ALPHANUMERIC, 46)}`,
  perplexity: (draw) => `pplx-${draw(ALPHANUMERIC, 48)}`,
  xai: (draw) => `xai-${draw(ALPHANUMERIC, 80)}`,
  replicate: (draw) => `r8_${draw(ALPHANUMERIC, 37)}`,
  jwt: (draw) => `eyJhbGciOiJIUzI1NiJ9.eyJ${draw(`${ALPHANUMERIC}_-`, 60)}.${draw(`${ALPHANUMERIC}_-`, 43)}`,
  pem: pem("RSA PRIVATE KEY", 1_200),
  pem_openssh: pem("OPENSSH PRIVATE KEY", 400),
  pem_ec: pem("EC PRIVATE KEY", 160),
  password: (draw) => `${draw(UPPER, 1)}${draw(LOWER, 4)}${draw(DIGITS, 3)}${draw("!#%&", 1)}${draw(ALPHANUMERIC, 4)}`,
  hex32: (draw) => draw(HEX, 32),
  hex40: (draw) => draw(HEX, 40),
  sha1: (draw) => draw(HEX, 40),
  sha256: (draw) => draw(HEX, 64),
  b64: (draw) => draw(ALPHANUMERIC, 40),
  b64short: (draw) => draw(ALPHANUMERIC, 24),
  b64long: (draw) => draw(BASE64, 300),
  uuid: (draw) => [8, 4, 4, 4, 12].map((length) => draw(HEX, length)).join("-"),
};

/** The text with its placeholders filled in, the same each time. */
export function expandSecrets(text: string): string {
  const draw = drawer(text);
  return text.replaceAll("\\n", "\n").replace(/\{(\w+)\}/g, (whole, name: string) => MAKERS[name]?.(draw) ?? whole);
}

/** Xorshift, begun by the text itself: no two texts have the same keys. */
function drawer(seed: string): Draw {
  let state = 0x9e3779b9;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0 || 1;
  return (alphabet, length) => {
    let text = "";
    for (let at = 0; at < length; at++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      state >>>= 0;
      text += alphabet[state % alphabet.length];
    }
    return text;
  };
}
