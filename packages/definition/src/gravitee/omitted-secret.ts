import type { SecretPlace } from "../secrets.ts";

/** Those that a schema wants: an AWS key that is simply gone would even let the gateway's own machine sign in its place. */
const REQUIRED: ReadonlySet<string> = new Set(["accessKeyId", "secretAccessKey", "sessionToken", "json"]);

/**
 * What stands where a secret was left out: nothing, or, where nothing is not allowed, a variable of the gateway's that nobody has set yet.
 * Gateways refuse such a revision with its name, and call nobody without a credential.
 */
export function omittedSecret({ kind, names, field }: SecretPlace): string {
  if (kind !== "plan" && !(kind === "endpoint" && REQUIRED.has(field))) return "";
  const words = [...names, field].join("_").replaceAll(/[^A-Za-z0-9]+/g, "_");
  return `\${env:IMPORTED_${words.toUpperCase()}}`;
}
