import { isIP } from "node:net";
import type { ManagementContext } from "../context.ts";
import { invalidFields, type ManagementError } from "../management-error.ts";
import { refuseAddress } from "./address-rules.ts";

/** Where a definition, a plan or a check says whom to call: providers, key sets, introspection. */
const ADDRESS_FIELDS: readonly string[] = ["target", "resolverParameter", "introspectionEndpoint", "url"];
/** Where the JSON file of a Google service account is put, as one text. */
const SERVICE_ACCOUNT_FIELD = "json";
/** Names that stand for one address in every cloud of their kind. */
const METADATA_NAMES: readonly string[] = ["metadata.google.internal", "metadata.goog", "instance-data.ec2.internal"];

/**
 * Refuses what names a machine's own credentials service as something to call: a gateway would hand its answers to whoever consumes the API.
 * Names are looked up where they are called; here it is what is written that counts.
 */
export function refuseChosenAddresses(context: Pick<ManagementContext, "settings">, body: unknown): ManagementError | null {
  return refuseTexts(context, body, (field, text) => (ADDRESS_FIELDS.includes(field) ? refuseUrl(text) : refuseSecret(field, text)));
}

/**
 * The part of it that has to come before a draft is kept: a secret is sealed from then on, and nobody looks into it once a mask stands for
 * it. Other addresses are looked at when the draft is used.
 */
export function refuseAddressesInSecrets(context: Pick<ManagementContext, "settings">, body: unknown): ManagementError | null {
  return refuseTexts(context, body, refuseSecret);
}

type Refuse = (field: string, text: string) => string | null;

function refuseTexts({ settings }: Pick<ManagementContext, "settings">, body: unknown, refuse: Refuse): ManagementError | null {
  if (settings.linkLocalAllowed) return null;
  const fields: Record<string, string> = {};
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: body, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === "string") {
      const refusal = refuse(path.at(-1) ?? "", value);
      if (refusal) fields[path.join(".")] = refusal;
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) waiting.push({ value: item, path: [...path, key] });
    }
  }
  return Object.keys(fields).length > 0 ? invalidFields(fields) : null;
}

/** A service account's key is one text, and says itself where its claims are exchanged for tokens. Sealed ones and masks are no JSON, and pass. */
function refuseSecret(field: string, text: string): string | null {
  const tokenUrl = field === SERVICE_ACCOUNT_FIELD ? tokenUrlOf(text) : null;
  const refusal = tokenUrl === null ? null : refuseUrl(tokenUrl);
  return refusal && `The service account's token_uri: ${refusal}`;
}

function tokenUrlOf(text: string): string | null {
  try {
    const file: unknown = JSON.parse(text);
    if (typeof file !== "object" || file === null || !("token_uri" in file)) return null;
    return typeof file.token_uri === "string" ? file.token_uri : null;
  } catch {
    return null;
  }
}

function refuseUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const address = METADATA_NAMES.includes(host) ? "169.254.169.254" : host;
  return isIP(address) === 0 ? null : refuseAddress(address, { linkLocalAllowed: false, plainHttp: false });
}
