import { isIP } from "node:net";
import type { ManagementContext } from "../context.ts";
import { invalidFields, type ManagementError } from "../management-error.ts";
import { refuseAddress } from "./address-rules.ts";

/** Where a definition, a plan or a check says whom to call: providers, key sets, introspection. */
const ADDRESS_FIELDS: readonly string[] = ["target", "resolverParameter", "introspectionEndpoint", "url"];
/** Names that stand for one address in every cloud of their kind. */
const METADATA_NAMES: readonly string[] = ["metadata.google.internal", "metadata.goog", "instance-data.ec2.internal"];

/**
 * Refuses what names a machine's own credentials service as something to call: a gateway would hand its answers to whoever consumes the API.
 * Names are looked up where they are called; here it is what is written that counts.
 */
export function refuseChosenAddresses({ settings }: Pick<ManagementContext, "settings">, body: unknown): ManagementError | null {
  if (settings.linkLocalAllowed) return null;
  const fields: Record<string, string> = {};
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: body, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === "string") {
      const refusal = ADDRESS_FIELDS.includes(path.at(-1) ?? "") ? refuseUrl(value) : null;
      if (refusal) fields[path.join(".")] = refusal;
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) waiting.push({ value: item, path: [...path, key] });
    }
  }
  return Object.keys(fields).length > 0 ? invalidFields(fields) : null;
}

function refuseUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const address = METADATA_NAMES.includes(host) ? "169.254.169.254" : host;
  return isIP(address) === 0 ? null : refuseAddress(address, { linkLocalAllowed: false, plainHttp: false });
}
