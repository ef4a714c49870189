import { z } from "zod";
import { compileModelPattern } from "./model-pattern.ts";
import { type AuthenticationType, PROVIDER_IDS, PROVIDERS } from "./provider.ts";
import { isSealed } from "./sealed.ts";
import { referenceProblem } from "./secret-reference.ts";
import { isCredentialHeader } from "./secret-sites.ts";
import { secretText } from "./secret-text.ts";
import { isMask } from "./secrets.ts";

export const LONGEST_NAME = 50;
/** A model list of a whole provider is a few hundred; the bound keeps one definition from filling a gateway. */
export const MOST_MODELS = 1000;
export const MOST_ENDPOINTS = 100;
/** A service account's JSON is about 2.5 kB. */
const LONGEST_SECRET = 16_384;

const noColon = /^[^:]*$/;

export const nameSchema = (what: string) =>
  z
    .string(`${what} is required.`)
    .trim()
    .min(1, `${what} is required.`)
    .max(LONGEST_NAME, `${what} has to be at most ${LONGEST_NAME} characters long.`)
    .regex(noColon, `${what} must not contain a colon: it separates the provider from the model.`);

const secretSchema = (what: string) =>
  secretText(what, LONGEST_SECRET)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a header
    .regex(/^[^\u0000-\u0008\u000a-\u001f\u007f]*$/, `${what} must not contain line breaks or control characters.`);

/** A provider's key may be left out while an API is put together: the provider is then called without one, and says so. */
const keySchema = z.union([z.literal(""), secretSchema("The API key")], "The API key is text.").default("");

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/, "This is not a valid header name.");

export const authenticationSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("NONE") }),
  z.strictObject({
    type: z.literal("BEARER"),
    bearer: keySchema,
    region: z.string().trim().max(64).optional().meta({ description: "Bedrock only" }),
  }),
  z.strictObject({
    type: z.literal("API_KEY"),
    value: keySchema,
    header: headerName.optional().meta({ description: "OpenAI-compatible providers only; x-api-key when left out" }),
  }),
  z.strictObject({
    type: z.literal("AWS"),
    region: z.string().trim().min(1, "The region is required.").max(64),
    accessKeyId: secretSchema("The access key id").optional(),
    secretAccessKey: secretSchema("The secret access key").optional(),
    sessionToken: secretSchema("The session token").optional(),
  }),
  z.strictObject({
    type: z.literal("SERVICE_ACCOUNT"),
    json: secretText("The service account's JSON", LONGEST_SECRET),
  }),
]);

/** US dollars per million tokens. Absent means unknown, 0 means free. */
const priceSchema = z.number("A price is a number.").min(0, "A price cannot be negative.").max(1_000_000);

const modelName = (what: string) =>
  z
    .string(`${what} is required.`)
    .trim()
    .min(1, `${what} is required.`)
    .max(256, `${what} has to be at most 256 characters long.`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: see above
    .regex(/^[^\u0000-\u001f\u007f]*$/, `${what} must not contain control characters.`);

export const aliasSchema = modelName("An alias").regex(noColon, "An alias must not contain a colon.");

export const modelSchema = z.strictObject({
  name: modelName("A model"),
  inputPrice: priceSchema.optional(),
  outputPrice: priceSchema.optional(),
  aliases: z.array(aliasSchema).max(50).default([]),
  parametersOverride: z.record(z.string(), z.json()).default({}),
});

export const PREFIX_POLICIES = ["PREFIXED_BOTH", "PREFIXED_ALIAS", "PREFIXED_MODEL", "NO_PREFIX"] as const;

export const modelGovernanceSchema = z.strictObject({
  aliasOnly: z.boolean().default(false),
  modelPattern: z.string().max(512).default(""),
  prefixPolicy: z.strictObject({ policy: z.enum(PREFIX_POLICIES) }).default({ policy: "NO_PREFIX" }),
});

const targetSchema = z
  .string()
  .trim()
  .max(2048)
  .superRefine((target, ctx) => {
    if (target === "") return;
    const message = targetProblem(target);
    if (message) ctx.addIssue({ code: "custom", message });
  });

/** What is wrong with a provider's address; null when nothing is. */
export function targetProblem(target: string): string | null {
  if (/\s/.test(target)) return "The provider URL must not contain white space.";
  if (!/^https?:\/\//i.test(target)) return "The provider URL must start with https:// or http://.";
  let url: URL;
  try {
    url = new URL(target);
  } catch {
    return "The provider URL is not a valid address.";
  }
  if (url.username || url.password) return "The provider URL must not carry a user name or password.";
  if (url.search || url.hash) return "The provider URL must not carry a query or a fragment.";
  if (/\/(chat\/completions|completions|responses|embeddings|models)\/?$/.test(url.pathname))
    return "The provider URL is the base address: leave the last part of the path out.";
  return null;
}

export const endpointConfigurationSchema = z
  .strictObject({
    provider: z.enum(PROVIDER_IDS, "Select an LLM provider."),
    target: targetSchema.default(""),
    authentication: authenticationSchema,
    models: z.array(modelSchema).max(MOST_MODELS, `At most ${MOST_MODELS} models.`),
    modelGovernance: modelGovernanceSchema.prefault({}),
    projectId: z.string().trim().max(128).optional().meta({ description: "Vertex AI" }),
    location: z.string().trim().max(64).optional().meta({ description: "Vertex AI" }),
    publisher: z.enum(["google", "anthropic"]).optional().meta({ description: "Vertex AI" }),
  })
  .superRefine((configuration, ctx) => {
    const { label, target, authentications } = PROVIDERS[configuration.provider];
    const problem = (path: PropertyKey[], message: string) => ctx.addIssue({ code: "custom", path, message });
    if (target === null && configuration.target === "")
      problem(["target"], `${label} has no address of its own: the provider URL is required.`);
    const { authentication } = configuration;
    if (!(authentications as readonly AuthenticationType[]).includes(authentication.type))
      problem(["authentication", "type"], `${label} takes ${authentications.join(" or ")}, not ${authentication.type}.`);
    if (configuration.provider === "BEDROCK" && authentication.type === "BEARER" && !authentication.region && !configuration.target)
      problem(["authentication", "region"], "The region is required.");
    if (authentication.type === "AWS" && !authentication.accessKeyId !== !authentication.secretAccessKey)
      problem(
        ["authentication", authentication.accessKeyId ? "secretAccessKey" : "accessKeyId"],
        "Give both the access key id and the secret access key, or neither.",
      );
    if (configuration.provider === "VERTEX_AI" && !configuration.target) {
      if (!configuration.projectId) problem(["projectId"], "The project is required.");
      if (!configuration.location) problem(["location"], "The location is required.");
    }
    if (configuration.models.length === 0 && configuration.modelGovernance.modelPattern === "")
      problem(["models"], "Name at least one model.");
    reportDuplicates(
      configuration.models.map((model) => model.name),
      (index, name) => problem(["models", index, "name"], `The model ${name} is listed twice.`),
    );
    for (const [index, model] of configuration.models.entries()) {
      if (configuration.modelGovernance.aliasOnly && model.aliases.length === 0)
        problem(["models", index, "aliases"], `${model.name} needs an alias, because only aliases are shown.`);
      reportDuplicates(model.aliases, (at, alias) => problem(["models", index, "aliases", at], `The alias ${alias} is listed twice.`));
    }
    if (!compileModelPattern(configuration.modelGovernance.modelPattern))
      problem(["modelGovernance", "modelPattern"], "The pattern is not valid: its brackets do not pair, or it has too many choices.");
  });

/** A day: no provider's answer takes longer, and timers take 31 bits. */
const LONGEST_TIMEOUT_MS = 86_400_000;
const timeoutSchema = z.int("A time-out is a whole number of milliseconds.").min(1).max(LONGEST_TIMEOUT_MS);

/** Milliseconds. `idleTimeout` is the longest silence between two pieces of an answer. */
export const httpSchema = z.strictObject({
  connectTimeout: timeoutSchema.default(5_000),
  firstByteTimeout: timeoutSchema.default(120_000),
  idleTimeout: timeoutSchema.default(60_000),
});

const LONGEST_HEADER = 4096;

/** Under a name that credentials go by, the value is a secret: it may be its own mask, or sealed. */
const headerSchema = z.strictObject({ name: headerName, value: z.string() }).superRefine(({ name, value }, ctx) => {
  const problem = (message: string) => ctx.addIssue({ code: "custom", path: ["value"], message });
  if (isCredentialHeader(name) && (isMask(value) || isSealed(value))) return;
  const reference = referenceProblem(value);
  if (reference) problem(reference);
  else if (value.length > LONGEST_HEADER) problem(`A header's value has to be at most ${LONGEST_HEADER} characters long.`);
  else if (isMask(value)) problem("This is the mask of the secret that stood here. Enter the value.");
  else if (!/^[\t\x20-\x7e]*$/.test(value)) problem("A header's value is one line of plain text.");
});

export const sharedConfigurationSchema = z.strictObject({
  http: httpSchema.prefault({}),
  headers: z.array(headerSchema).max(50).default([]),
});

export const endpointSchema = z.strictObject({
  name: nameSchema("The endpoint's name"),
  type: z.literal("llm-proxy").default("llm-proxy"),
  weight: z.int().min(1).max(1_000_000).default(1),
  secondary: z.boolean().default(false),
  configuration: endpointConfigurationSchema,
  sharedConfigurationOverride: sharedConfigurationSchema.optional(),
});

export const LOAD_BALANCERS = ["ROUND_ROBIN", "RANDOM", "WEIGHTED_ROUND_ROBIN", "WEIGHTED_RANDOM"] as const;

export const endpointGroupSchema = z.strictObject({
  name: nameSchema("Name"),
  type: z.literal("llm-proxy").default("llm-proxy"),
  loadBalancer: z.strictObject({ type: z.enum(LOAD_BALANCERS) }).default({ type: "ROUND_ROBIN" }),
  sharedConfiguration: sharedConfigurationSchema.prefault({}),
  endpoints: z.array(endpointSchema).min(1, "A provider needs at least one endpoint.").max(MOST_ENDPOINTS),
});

export type Authentication = z.output<typeof authenticationSchema>;
export type EndpointConfiguration = z.output<typeof endpointConfigurationSchema>;
export type Endpoint = z.output<typeof endpointSchema>;
export type EndpointGroup = z.output<typeof endpointGroupSchema>;
export type Model = z.output<typeof modelSchema>;
export type HttpOptions = z.output<typeof httpSchema>;
export type PrefixPolicy = (typeof PREFIX_POLICIES)[number];

/** Calls `report` for each name that stood earlier in the list. */
export function reportDuplicates(names: readonly string[], report: (index: number, name: string) => void): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) report(index, name);
    seen.add(name);
  }
}
