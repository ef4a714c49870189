import type { PlanSecurityType } from "@sluice/definition/plan";
import type { PlanStatus } from "@sluice/definition/resources";

/** Each kind of plan: in a word, as the menu and the sub-wizard call it, and what it means. */
export const PLAN_KINDS = {
  KEY_LESS: { label: "Keyless", name: "Keyless (public)", meaning: "No key is asked of callers." },
  API_KEY: { label: "API key", name: "API Key", meaning: "Each application subscribes and gets a key." },
  JWT: { label: "JWT", name: "JWT", meaning: "Callers bring a signed token of your identity provider." },
  OAUTH2: { label: "OAuth 2", name: "OAuth2", meaning: "Callers bring a token that your authorization server is asked about." },
  MTLS: { label: "mTLS", name: "mTLS", meaning: "Callers present a client certificate of a subscribed application." },
} as const satisfies Record<PlanSecurityType, { label: string; name: string; meaning: string }>;

export const PLAN_STATUS_LABELS = {
  STAGING: "Staging",
  PUBLISHED: "Published",
  DEPRECATED: "Deprecated",
  CLOSED: "Closed",
} as const satisfies Record<PlanStatus, string>;
