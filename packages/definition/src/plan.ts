import { z } from "zod";
import { LONGEST_NAME } from "./endpoint.ts";
import { flowSchema } from "./flow.ts";
import { carriesKeys } from "./passed-headers.ts";
import { secretText } from "./secret-text.ts";
import { isMask } from "./secrets.ts";

export const PLAN_STATUSES = ["STAGING", "PUBLISHED", "DEPRECATED", "CLOSED"] as const;
export const PLAN_SECURITIES = ["KEY_LESS", "API_KEY", "JWT", "OAUTH2", "MTLS"] as const;

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/, "This is not a valid header name.");

const apiKeyConfigurationSchema = z.strictObject({
  apiKeyHeader: headerName
    .refine(carriesKeys, "This header is passed on to providers, and the key would be with it: choose another.")
    .optional()
    .meta({ description: "A header that carries the key, beside the usual ones" }),
});

/** Gravitee's names; the elliptic ones are ours. The first word says what kind of key verifies them. */
export const JWT_SIGNATURES = [
  "RSA_RS256",
  "RSA_RS384",
  "RSA_RS512",
  "ECDSA_ES256",
  "ECDSA_ES384",
  "ECDSA_ES512",
  "HMAC_HS256",
  "HMAC_HS384",
  "HMAC_HS512",
] as const;
export const PUBLIC_KEY_RESOLVERS = ["GIVEN_KEY", "JWKS_URL"] as const;
/** A provider's key set in PEM is two kilobytes; a chain of certificates a little more. */
const LONGEST_KEY = 16_384;
const MOST_SCOPES = 50;

const claimName = z.string().trim().min(1, "Name a claim.").max(256, "At most 256 characters.");
const words = z.array(z.string().trim().min(1).max(256, "At most 256 characters each.")).max(MOST_SCOPES, `At most ${MOST_SCOPES}.`);
const secureUrl = z
  .string()
  .trim()
  .max(2048)
  .refine(isHttpUrl, "This is not an address: it begins with https:// (or http://, inside a network that you trust).");

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Which claims tell the caller and his application, and what a token must hold to be taken. */
const tokenRules = {
  requiredScopes: words.default([]).meta({ description: "Scopes that a token must have, all of them" }),
  clientIdClaim: claimName
    .default("client_id")
    .meta({ description: "The claim with the application's client id; azp is looked at when it is absent" }),
  userClaim: claimName.default("sub").meta({ description: "The claim that names the person or machine" }),
};

const jwtConfigurationSchema = z
  .strictObject({
    signature: z.enum(JWT_SIGNATURES).default("RSA_RS256"),
    publicKeyResolver: z.enum(PUBLIC_KEY_RESOLVERS).default("JWKS_URL"),
    resolverParameter: secretText("The key, or the address of the key set,", LONGEST_KEY).meta({
      description: "GIVEN_KEY: a public key or certificate in PEM, or the secret of an HMAC. JWKS_URL: where the key set is",
    }),
    issuer: z.string().trim().max(2048).default("").meta({ description: "What iss must be; empty takes any" }),
    audience: words.default([]).meta({ description: "One of these must be in aud; empty takes any" }),
    ...tokenRules,
  })
  .superRefine(({ signature, publicKeyResolver, resolverParameter }, ctx) => {
    const problem = (message: string) => ctx.addIssue({ code: "custom", path: ["resolverParameter"], message });
    const isSecret = signature.startsWith("HMAC_") && publicKeyResolver === "GIVEN_KEY";
    if (isMask(resolverParameter) && !isSecret) {
      problem("This is the mask of the secret that stood here: enter the public key, or the address of the key set.");
    } else if (publicKeyResolver === "JWKS_URL") {
      // A key set is public: a secret in it would be everybody's.
      if (signature.startsWith("HMAC_")) problem("A key set is public and cannot hold an HMAC's secret: choose GIVEN_KEY.");
      else if (!isHttpUrl(resolverParameter))
        problem("The address of the key set begins with https:// (or http://, inside a network that you trust).");
    }
  });

const oauth2ConfigurationSchema = z.strictObject({
  introspectionEndpoint: secureUrl.meta({ description: "Where tokens are introspected (RFC 7662)" }),
  clientId: z.string("The client id is required.").trim().min(1, "The client id is required.").max(256),
  clientSecret: secretText("The client secret", 4096),
  cacheSeconds: z
    .int("A whole number of seconds, from 0 to 3600.")
    .min(0, "A whole number of seconds, from 0 to 3600.")
    .max(3600, "A whole number of seconds, from 0 to 3600.")
    .default(60)
    .meta({ description: "How long an answer is believed; never longer than the token lives" }),
  ...tokenRules,
});

export const planSecuritySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("KEY_LESS"), configuration: z.strictObject({}).optional() }),
  z.strictObject({ type: z.literal("API_KEY"), configuration: apiKeyConfigurationSchema.optional() }),
  z.strictObject({ type: z.literal("JWT"), configuration: jwtConfigurationSchema }),
  z.strictObject({ type: z.literal("OAUTH2"), configuration: oauth2ConfigurationSchema }),
  z.strictObject({ type: z.literal("MTLS"), configuration: z.strictObject({}).optional() }),
]);

export const planSchema = z.strictObject({
  name: z
    .string("The plan's name is required.")
    .trim()
    .min(1, "The plan's name is required.")
    .max(LONGEST_NAME, `The name has to be less than ${LONGEST_NAME} characters long.`),
  description: z.string().max(250, "Description has to be at most 250 characters long.").default(""),
  mode: z.literal("STANDARD").default("STANDARD"),
  security: planSecuritySchema,
  validation: z.enum(["AUTO", "MANUAL"]).default("MANUAL"),
  status: z.enum(PLAN_STATUSES).default("STAGING"),
  selectionRule: z.string().trim().max(4096).optional().meta({
    description: "A condition that a call must meet to be this plan's, beside its credential: {#request.headers['x-tier'][0] == 'gold'}",
  }),
  flows: z.array(flowSchema).max(50).default([]),
});

export type Plan = z.output<typeof planSchema>;
export type PlanSecurity = z.output<typeof planSecuritySchema>;
export type PlanSecurityType = (typeof PLAN_SECURITIES)[number];
export type JwtConfiguration = z.output<typeof jwtConfigurationSchema>;
export type OAuth2Configuration = z.output<typeof oauth2ConfigurationSchema>;

/** The plan that the wizard starts with, as Gravitee names it. */
export const DEFAULT_KEYLESS_PLAN: Plan = {
  name: "Default Keyless (UNSECURED)",
  description: "Default unsecured plan",
  mode: "STANDARD",
  security: { type: "KEY_LESS" },
  validation: "AUTO",
  status: "PUBLISHED",
  flows: [],
};
