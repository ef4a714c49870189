import { reasonOf } from "../log.ts";

/** What a person can do about a provider's refusal; undefined when its own words say it all. */
export function hintForStatus(status: number, basePath: string): string | undefined {
  if (status === 401)
    return "The provider does not accept the key. Check that it was copied whole, is not revoked, and belongs to this provider.";
  if (status === 403)
    return "The provider knows the key but does not allow this. Check what the key, its project or your network address may do.";
  if (status === 404 || status === 405)
    return /\/v\d/.test(basePath)
      ? "Nothing answers there. Check the provider URL: it is the part before /chat/completions."
      : "Nothing answers there. The provider URL probably has to end with /v1.";
  if (status === 429) return "The key works, but its rate limit or its credit is used up.";
  if (status >= 300 && status < 400) return "The provider redirects to another address: use that one as the provider URL.";
  if (status >= 500) return "The provider has trouble of its own. Try again in a moment.";
  return undefined;
}

export const NAME_A_MODEL = "Name a model, and test again: that model is then asked for a word.";

export const NOT_A_MODEL_LIST =
  "It answered, but not with a list of models. Is the provider URL the address of its API, and not of a web page?";

interface Failure {
  readonly message: string;
  readonly hint: string;
}

/** By the codes of Node's sockets and undici. */
const FAILURES: readonly (readonly [RegExp, Failure])[] = [
  [
    /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL|ENODATA)$/,
    {
      message: "The provider's name was not found.",
      hint: "Check the provider URL for a typing mistake, and that the gateway's machine can look up names.",
    },
  ],
  [
    /^ECONNREFUSED$/,
    {
      message: "The connection was refused.",
      hint: "Nothing listens at that address and port. Is the server running, and reachable from the gateway's machine? In a container, localhost is the container itself.",
    },
  ],
  [
    /^(EHOSTUNREACH|ENETUNREACH|EACCES|EPERM)$/,
    { message: "The address cannot be reached.", hint: "The gateway's network has no way there: check its routes, proxies and firewalls." },
  ],
  [
    /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    { message: "No connection in time.", hint: "Check the address, and that no firewall stands between the gateway and the provider." },
  ],
  [
    /^(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|UND_ERR_ABORTED|ABORT_ERR|TIMEOUT)$/,
    {
      message: "The provider did not answer in time.",
      hint: "It accepted the connection and stayed silent. Try again; if it stays so, check the address and the port.",
    },
  ],
  [
    /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/,
    { message: "The TLS handshake failed.", hint: "The server probably speaks plain HTTP there: try http:// instead of https://." },
  ],
  [
    /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_|HOSTNAME_MISMATCH)/,
    {
      message: "The provider's certificate is not trusted.",
      hint: "Its name, its date or its issuer is wrong. For an authority of your own, start the gateway with NODE_EXTRA_CA_CERTS.",
    },
  ],
  [
    /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|HPE_.*|UND_ERR_.*)$/,
    {
      message: "The connection broke off.",
      hint: "Something at that address does not speak HTTP, or expects https:// instead of http://.",
    },
  ],
];

/** Why no answer came, in words for the person who typed the address. */
export function describeFailure(error: unknown): Failure {
  for (const code of codesOf(error)) {
    const known = FAILURES.find(([pattern]) => pattern.test(code));
    if (known) return known[1];
  }
  return { message: reasonOf(error), hint: "Check the provider URL." };
}

/** An error's codes, the innermost reasons included; bounded, because a chain may bite its own tail. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const { code, name, cause, errors } = error as { code?: unknown; name?: unknown; cause?: unknown; errors?: unknown };
  const inner = [...(Array.isArray(errors) ? (errors as unknown[]) : []), cause].flatMap((part) => codesOf(part, depth + 1));
  const isTimeout = name === "AbortError" || name === "TimeoutError";
  return [...inner, ...(typeof code === "string" ? [code] : []), ...(isTimeout ? ["TIMEOUT"] : [])];
}
