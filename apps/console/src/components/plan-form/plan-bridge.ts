import type { Json, JsonObject } from "@sluice/definition/json";
import { JWT_SIGNATURES, PLAN_SECURITIES, PLAN_STATUSES, PUBLIC_KEY_RESOLVERS } from "@sluice/definition/plan";
import { typedNumber } from "../../lib/typed-number.ts";
import { emptyPlan, isHmac, type PlanDraft } from "./plan-draft.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A plan as far as it is typed, in the definition's words. What is empty and may be is left out. */
export function planToDefinition(plan: PlanDraft): JsonObject {
  const configuration = configurationOf(plan);
  return {
    name: plan.name.trim(),
    description: plan.description.trim(),
    mode: "STANDARD",
    security: { type: plan.kind, ...(configuration ? { configuration } : {}) },
    validation: plan.autoValidate ? "AUTO" : "MANUAL",
    status: plan.status,
    ...(plan.selectionRule.trim() === "" ? {} : { selectionRule: plan.selectionRule.trim() }),
    ...(plan.flows.length === 0 ? {} : { flows: [...plan.flows] }),
  };
}

function configurationOf(plan: PlanDraft): JsonObject | null {
  switch (plan.kind) {
    case "API_KEY":
      return plan.apiKeyHeader.trim() === "" ? null : { apiKeyHeader: plan.apiKeyHeader.trim() };
    case "JWT":
      return {
        signature: plan.signature,
        publicKeyResolver: plan.keyResolver,
        resolverParameter: resolverParameter(plan),
        issuer: plan.issuer.trim(),
        audience: lines(plan.audience),
        ...tokenRules(plan),
      };
    case "OAUTH2":
      return {
        introspectionEndpoint: plan.introspectionEndpoint.trim(),
        clientId: plan.clientId.trim(),
        clientSecret: plan.clientSecret,
        cacheSeconds: typedNumber(plan.cacheSeconds),
        ...tokenRules(plan),
      };
    case "KEY_LESS":
    case "MTLS":
      return null;
  }
}

function resolverParameter(plan: PlanDraft): string {
  if (plan.keyResolver === "JWKS_URL") return plan.jwksUrl.trim();
  return isHmac(plan.signature) ? plan.sharedSecret : plan.publicKey.trim();
}

function tokenRules(plan: PlanDraft): JsonObject {
  return {
    requiredScopes: plan.requiredScopes.split(/\s+/).filter(Boolean),
    clientIdClaim: plan.clientIdClaim.trim(),
    userClaim: plan.userClaim.trim(),
  };
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The form of whatever is stored. Never fails: what cannot be read is as in a new plan. Masked secrets stay masks. */
export function definitionToPlan(stored: unknown): PlanDraft {
  const plan = record(stored);
  const security = record(plan["security"]);
  const configuration = record(security["configuration"]);
  const empty = emptyPlan(oneOf(PLAN_SECURITIES, security["type"]) ?? "KEY_LESS");
  return {
    ...empty,
    name: text(plan["name"]),
    description: text(plan["description"]),
    autoValidate: plan["validation"] === "AUTO",
    status: oneOf(PLAN_STATUSES, plan["status"]) ?? empty.status,
    selectionRule: text(plan["selectionRule"]),
    flows: list(plan["flows"]) as readonly Json[],
    apiKeyHeader: text(configuration["apiKeyHeader"]),
    ...signatureFields(configuration, empty),
    issuer: text(configuration["issuer"]),
    audience: list(configuration["audience"]).map(text).join("\n"),
    introspectionEndpoint: text(configuration["introspectionEndpoint"]),
    clientId: text(configuration["clientId"]),
    clientSecret: text(configuration["clientSecret"]),
    cacheSeconds: typed(configuration["cacheSeconds"], empty.cacheSeconds),
    requiredScopes: list(configuration["requiredScopes"]).map(text).join(" "),
    clientIdClaim: typed(configuration["clientIdClaim"], empty.clientIdClaim),
    userClaim: typed(configuration["userClaim"], empty.userClaim),
  };
}

function signatureFields(configuration: Fields, empty: PlanDraft): Partial<PlanDraft> {
  const signature = oneOf(JWT_SIGNATURES, configuration["signature"]) ?? empty.signature;
  const keyResolver = oneOf(PUBLIC_KEY_RESOLVERS, configuration["publicKeyResolver"]) ?? empty.keyResolver;
  const field = keyResolver === "JWKS_URL" ? "jwksUrl" : isHmac(signature) ? "sharedSecret" : "publicKey";
  return { signature, keyResolver, [field]: text(configuration["resolverParameter"]) };
}

function typed(value: unknown, absent: string): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : absent;
}

function oneOf<Value extends string>(known: readonly Value[], value: unknown): Value | undefined {
  return known.find((one) => one === value);
}

function record(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
