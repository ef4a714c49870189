import { policyKind } from "./policies/policy-kinds.ts";
import { asReference } from "./secret-reference.ts";

type Fields = Record<string, unknown>;

/** A kind of place where secrets stand. The next policy or resource that has any is one entry of `SECRET_SITES`. */
export interface SecretSite {
  readonly kind: "endpoint" | "header" | "plan" | "policy" | "resource";
  /** The objects that hold them, by path; `*` is every member of a list. */
  readonly holders: string;
  /** Which fields of such an object are secret, by path within it, `*` included. They may depend on what else stands there. */
  readonly fields: (holder: Fields) => readonly string[];
}

export const SECRET_FIELDS = ["bearer", "value", "accessKeyId", "secretAccessKey", "sessionToken", "json"] as const;
export type SecretField = (typeof SECRET_FIELDS)[number];

const PLAN_SECRETS = ["security.configuration.clientSecret"];
const HMAC_SECRETS = ["security.configuration.resolverParameter"];

export const SECRET_SITES: readonly SecretSite[] = [
  { kind: "endpoint", holders: "endpointGroups.*.endpoints.*.configuration.authentication", fields: () => SECRET_FIELDS },
  { kind: "header", holders: "endpointGroups.*.sharedConfiguration.headers.*", fields: headerSecrets },
  { kind: "header", holders: "endpointGroups.*.endpoints.*.sharedConfigurationOverride.headers.*", fields: headerSecrets },
  { kind: "plan", holders: "plans.*", fields: planSecrets },
  ...["flows.*.request.*", "flows.*.response.*", "plans.*.flows.*.request.*", "plans.*.flows.*.response.*"].map(
    (holders) => ({ kind: "policy", holders, fields: policySecrets }) as const,
  ),
  { kind: "resource", holders: "resources.*.configuration.authentication", fields: () => SECRET_FIELDS },
];

/** Names under which credentials travel. `X-Tenant-Token` is one of them, `X-Token-Budget` is taken for one: it does no harm. */
const CREDENTIAL_HEADER =
  /(^|-)(authorization|authentication|cookie|(api|access|auth|private|subscription)-?key|token|secret|password|passwd|credentials?|signature)(-|$)/i;

/** Whether the value of a header of this name is kept like a secret. */
export function isCredentialHeader(name: string): boolean {
  return CREDENTIAL_HEADER.test(name);
}

/** A reference makes a secret of any header: whoever wrote it did not want the value to be seen. */
function headerSecrets({ name, value }: Fields): readonly string[] {
  const isSecret = (typeof name === "string" && isCredentialHeader(name)) || (typeof value === "string" && asReference(value) !== null);
  return isSecret ? ["value"] : [];
}

function planSecrets({ security }: Fields): readonly string[] {
  if (typeof security !== "object" || security === null || !("type" in security)) return [];
  if (security.type === "OAUTH2") return PLAN_SECRETS;
  const configuration = "configuration" in security ? security.configuration : null;
  return security.type === "JWT" && isHmac(configuration) ? HMAC_SECRETS : [];
}

/** What each policy says of itself. */
function policySecrets({ policy }: Fields): readonly string[] {
  const fields = typeof policy === "string" ? policyKind(policy)?.secretFields : undefined;
  return (fields ?? []).map((field) => `configuration.${field}`);
}

/** The other keys that verify tokens are public. */
function isHmac(configuration: unknown): boolean {
  if (typeof configuration !== "object" || configuration === null || !("signature" in configuration)) return false;
  const resolver = "publicKeyResolver" in configuration ? configuration.publicKeyResolver : null;
  return typeof configuration.signature === "string" && configuration.signature.startsWith("HMAC_") && resolver !== "JWKS_URL";
}
