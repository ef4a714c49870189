import type { PlanSecurityType } from "@sluice/definition/plan";
import type { PlanStatus } from "@sluice/definition/resources";

/** Each kind of plan, in a word and a line. */
export const PLAN_KINDS = {
  KEY_LESS: { label: "Keyless", meaning: "No key is asked of callers." },
  API_KEY: { label: "API key", meaning: "Each application subscribes and gets a key." },
  JWT: { label: "JWT", meaning: "Callers bring a signed token of your identity provider." },
  OAUTH2: { label: "OAuth 2", meaning: "Callers bring a token that your authorization server is asked about." },
  MTLS: { label: "mTLS", meaning: "Callers present a client certificate of a subscribed application." },
} as const satisfies Record<PlanSecurityType, { label: string; meaning: string }>;

export const PLAN_STATUS_LABELS = {
  STAGING: "Staging",
  PUBLISHED: "Published",
  DEPRECATED: "Deprecated",
  CLOSED: "Closed",
} as const satisfies Record<PlanStatus, string>;
