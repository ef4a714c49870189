import type { JsonObject } from "@sluice/definition/json";
import type { AuthenticationType } from "@sluice/definition/provider";
import type { AuthenticationDraft } from "./provider-draft.ts";

/** Fields of each kind of authentication, in the definition's names; the optional ones are left out when empty. */
const AUTHENTICATION_FIELDS = {
  NONE: { always: [], optional: [] },
  BEARER: { always: ["bearer"], optional: ["region"] },
  API_KEY: { always: ["value"], optional: ["header"] },
  AWS: { always: ["region"], optional: ["accessKeyId", "secretAccessKey", "sessionToken"] },
  SERVICE_ACCOUNT: { always: ["json"], optional: [] },
} as const satisfies Record<AuthenticationType, { always: readonly AuthenticationField[]; optional: readonly AuthenticationField[] }>;

type AuthenticationField = Exclude<keyof AuthenticationDraft, "type" | "ownCredentials">;

const AWS_KEYS = ["accessKeyId", "secretAccessKey"] as const satisfies readonly AuthenticationField[];

/** What the definition holds of a way to authenticate. Never refuses: what is missing comes out empty, for the schema to name it. */
export function authenticationToDefinition(draft: AuthenticationDraft): JsonObject {
  const { always, optional } = AUTHENTICATION_FIELDS[draft.type];
  const result: JsonObject = { type: draft.type };
  for (const field of always) result[field] = draft[field].trim();
  // Both are asked for then: empty ones are named by the schema instead of meaning the gateway's own.
  if (draft.type === "AWS" && !draft.ownCredentials) for (const field of AWS_KEYS) result[field] = draft[field].trim();
  if (draft.type === "AWS" && draft.ownCredentials) return result;
  for (const field of optional) if (draft[field].trim() !== "") result[field] = draft[field].trim();
  return result;
}

/** The draft of whatever is stored, over an empty one for what it does not say. */
export function authenticationFromDefinition(stored: Record<string, unknown>, empty: AuthenticationDraft): AuthenticationDraft {
  const type = text(stored["type"]);
  const result: { -readonly [field in keyof AuthenticationDraft]: AuthenticationDraft[field] } = {
    ...empty,
    type: Object.hasOwn(AUTHENTICATION_FIELDS, type) ? (type as AuthenticationType) : empty.type,
  };
  const { always, optional } = AUTHENTICATION_FIELDS[result.type];
  for (const field of [...always, ...optional]) result[field] = text(stored[field]);
  result.ownCredentials = result.type === "AWS" && AWS_KEYS.every((field) => stored[field] === undefined);
  return result;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
