import type { Json } from "@sluice/definition/json";
import { DEFAULT_KEYLESS_PLAN, type JWT_SIGNATURES, type PlanSecurityType, type PUBLIC_KEY_RESOLVERS } from "@sluice/definition/plan";
import type { PlanStatus } from "@sluice/definition/resources";
import { newKey } from "../../lib/new-key.ts";

export type JwtSignature = (typeof JWT_SIGNATURES)[number];
export type KeyResolver = (typeof PUBLIC_KEY_RESOLVERS)[number];

/** A plan while it is edited: texts are as typed. Every kind's fields are there, so that nothing typed is lost; the bridge takes its own. */
export interface PlanDraft {
  /** Tells plans in a list apart while their names change. */
  readonly key: string;
  readonly kind: PlanSecurityType;
  readonly name: string;
  readonly description: string;
  readonly autoValidate: boolean;
  readonly status: PlanStatus;
  readonly selectionRule: string;
  readonly apiKeyHeader: string;
  readonly signature: JwtSignature;
  readonly keyResolver: KeyResolver;
  readonly jwksUrl: string;
  /** In PEM: RSA's and ECDSA's. */
  readonly publicKey: string;
  /** HMAC's, or its mask. */
  readonly sharedSecret: string;
  readonly issuer: string;
  /** One a line. */
  readonly audience: string;
  readonly introspectionEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly cacheSeconds: string;
  /** Separated by spaces, as OAuth writes them. */
  readonly requiredScopes: string;
  readonly clientIdClaim: string;
  readonly userClaim: string;
  /** Policies of the plan are designed elsewhere; they are kept. */
  readonly flows: readonly Json[];
}

/** A new plan of a kind. Whoever subscribes waits for a yes, unless its author says otherwise; keyless takes no subscriptions. */
export function emptyPlan(kind: PlanSecurityType): PlanDraft {
  return {
    key: newKey(),
    kind,
    name: "",
    description: "",
    autoValidate: kind === "KEY_LESS",
    status: "PUBLISHED",
    selectionRule: "",
    apiKeyHeader: "",
    signature: "RSA_RS256",
    keyResolver: "JWKS_URL",
    jwksUrl: "",
    publicKey: "",
    sharedSecret: "",
    issuer: "",
    audience: "",
    introspectionEndpoint: "",
    clientId: "",
    clientSecret: "",
    cacheSeconds: "60",
    requiredScopes: "",
    clientIdClaim: "client_id",
    userClaim: "sub",
    flows: [],
  };
}

/** The plan that the wizard starts with. */
export function keylessPlan(): PlanDraft {
  return { ...emptyPlan("KEY_LESS"), name: DEFAULT_KEYLESS_PLAN.name, description: DEFAULT_KEYLESS_PLAN.description };
}

/** One click away from keyless. It accepts at once: in a wizard there is nobody yet to wait for. */
export function apiKeyPlan(): PlanDraft {
  return { ...emptyPlan("API_KEY"), name: "API key", description: "Callers bring a key of their application", autoValidate: true };
}

export function isHmac(signature: JwtSignature): boolean {
  return signature.startsWith("HMAC_");
}

/** Another signature; a key set is public, so a shared secret has to be given. */
export function withSignature(plan: PlanDraft, signature: JwtSignature): PlanDraft {
  return { ...plan, signature, keyResolver: isHmac(signature) ? "GIVEN_KEY" : plan.keyResolver };
}

/** A copy without what only tells rows apart: two of the same content are equal as JSON. */
export function plainPlan({ key: _key, ...plan }: PlanDraft): Omit<PlanDraft, "key"> {
  return plan;
}
