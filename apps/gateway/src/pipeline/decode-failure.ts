import { isObject } from "@sluice/definition/json";
import { Denial, type DenialExtra } from "@sluice/wire/denial";
import type { ErrorCode } from "@sluice/wire/errors";
import type { Target } from "../runtime/compiled-api.ts";
import type { UpstreamHeaders } from "../upstream/send.ts";

interface Failure {
  readonly status: number;
  readonly headers: UpstreamHeaders;
  readonly body: Buffer;
  readonly target: Target;
}

/** What a provider says of its refusal, as far as it can be read. */
export interface ProviderError {
  readonly message: string | null;
  readonly type: string | null;
  readonly param: string | null;
  readonly code: string | number | null | undefined;
}

/** Statuses that tell the caller of its own request: they reach it unchanged, with the provider's words. */
const CALLERS_OWN: ReadonlyMap<number, ErrorCode> = new Map([
  [400, "invalid_request"],
  [404, "invalid_request"],
  [405, "invalid_request"],
  [409, "invalid_request"],
  [413, "request_too_large"],
  [415, "invalid_request"],
  [422, "invalid_request"],
  [429, "rate_limit_exceeded"],
]);

/** A provider's error answer in the gateway's terms. */
export function decodeFailure({ status, headers, body, target }: Failure): Denial {
  return providerDenial(status, { error: readProviderError(body), target, retryAfterSeconds: readRetryAfter(headers["retry-after"]) });
}

interface ProviderRefusal {
  readonly error: ProviderError;
  readonly target: Target;
  readonly retryAfterSeconds: number | null;
}

/** `status` is what the provider answered, or what its error event stands for. */
export function providerDenial(status: number, { error, target, retryAfterSeconds }: ProviderRefusal): Denial {
  const said = error.message === null ? null : scrub(error.message, target);
  const retry = retryAfterSeconds === null ? {} : { retryAfterSeconds };
  const own = CALLERS_OWN.get(status);
  if (own) return new Denial(own, said ?? `The provider refused the request (${status}).`, { status, ...retry, ...providersWords(error) });
  const tail = said === null ? "." : `: ${said}`;
  if (status === 401 || status === 403) return new Denial("upstream_auth_failed", `The provider refused the gateway's credentials${tail}`);
  if (status === 408 || status === 504) return new Denial("upstream_timeout", `The provider took too long (${status})${tail}`);
  if (status === 503 || status === 529) return new Denial("upstream_overloaded", `The provider is overloaded (${status})${tail}`, retry);
  if (status < 400) return new Denial("upstream_error", `The provider answered in an unexpected way (${status}).`);
  return new Denial("upstream_error", `The provider failed (${status})${tail}`, retry);
}

function providersWords({ type, param, code }: ProviderError): DenialExtra {
  return {
    ...(type === null ? {} : { type }),
    ...(param === null ? {} : { param }),
    ...(code === undefined ? {} : { providerCode: code }),
  };
}

const UNREADABLE: ProviderError = { message: null, type: null, param: null, code: undefined };

/** Reads OpenAI's envelope and its usual variants. Web pages and plain text are not repeated: nobody knows what they hold. */
export function readProviderError(body: Buffer | string): ProviderError {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch {
    return UNREADABLE;
  }
  const outer: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!isObject(outer)) return UNREADABLE;
  const inner = isObject(outer["error"]) ? outer["error"] : outer;
  const message = text(inner["message"]) ?? text(outer["error"]) ?? text(outer["message"]) ?? text(outer["detail"]);
  const code = inner["code"];
  return {
    message,
    type: text(inner["type"]),
    param: text(inner["param"]),
    code: typeof code === "string" || typeof code === "number" || code === null ? code : undefined,
  };
}

/** Providers' messages may repeat the input; beyond this they say nothing more. */
const LONGEST_MESSAGE = 4_000;

/** Providers repeat a refused key with stars in it: even its last characters are the publisher's. */
const MASKED_KEY = /\bsk-[\w*-]{4,}/g;

/** Takes out what no caller may see: the provider's credentials, however they got into the message, and its address. */
export function scrub(message: string, target: Target): string {
  let clean = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  for (const secret of target.secrets) if (secret !== "") clean = clean.replaceAll(secret, "[hidden]");
  clean = clean.replaceAll(MASKED_KEY, "[hidden]");
  return clean.replaceAll(target.origin, "the provider").replaceAll(target.origin.replace(/^https?:\/\//, ""), "the provider");
}

/** A translation's refusal without what no caller may see. */
export function scrubbed(denial: Denial, target: Target | null): Denial {
  return target === null ? denial : new Denial(denial.code, scrub(denial.message, target), denial.extra);
}

/** Seconds, or an HTTP date (RFC 9110 §10.2.3); null when there is no usable hint. */
export function readRetryAfter(value: string | string[] | undefined): number | null {
  if (typeof value !== "string" || value === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "it refused the connection",
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name could not be looked up",
  EHOSTUNREACH: "there is no way to its address",
  ENETUNREACH: "there is no way to its address",
  ECONNRESET: "it closed the connection without an answer",
  UND_ERR_SOCKET: "it closed the connection without an answer",
  EPIPE: "it closed the connection without an answer",
};

/** An attempt that brought no answer, or only a part of one, in the gateway's terms. */
export function networkDenial(error: Error): Denial {
  const code = errorCode(error);
  const extra = { detail: `${code} ${error.message}` };
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT")
    return new Denial("upstream_timeout", "The provider did not accept a connection in time.", extra);
  if (code === "UND_ERR_HEADERS_TIMEOUT") return new Denial("upstream_timeout", "The provider did not answer in time.", extra);
  if (code === "UND_ERR_BODY_TIMEOUT")
    return new Denial("upstream_timeout", "The provider fell silent in the middle of its answer.", extra);
  if (code.startsWith("HPE_") || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" || code === "UND_ERR_HEADERS_OVERFLOW")
    return new Denial("upstream_error", "The provider's answer is not valid HTTP.", extra);
  const reason =
    UNREACHABLE[code] ??
    (/TLS|SSL|CERT|SIGNED|ALTNAME/.test(code) ? "its certificate or encryption was not accepted" : "the connection failed");
  return new Denial("upstream_unreachable", `The provider could not be reached: ${reason}.`, extra);
}

function errorCode(error: Error): string {
  const own = (error as { code?: unknown }).code;
  if (typeof own === "string") return own;
  const nested = error instanceof AggregateError ? error.errors[0] : error.cause;
  return nested instanceof Error ? errorCode(nested) : "";
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
