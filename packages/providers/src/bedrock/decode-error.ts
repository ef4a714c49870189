import { isObject } from "@sluice/definition/json";
import { Denial, type DenialExtra } from "@sluice/wire/denial";
import type { ErrorCode } from "@sluice/wire/errors";
import { cleanProviderMessage } from "../chat/provider-message.ts";
import { first, type ResponseHeaders, readRetryAfter } from "../chat/retry-after.ts";

interface ErrorRow {
  readonly code: ErrorCode;
  readonly status?: number;
  /** OpenAI's `code` where it is another than ours; null is what OpenAI says for an invalid request. */
  readonly providerCode?: string | null;
}

const INVALID: ErrorRow = { code: "invalid_request", providerCode: null };
const AUTH_FAILED: ErrorRow = { code: "upstream_auth_failed" };
const RATE_LIMITED: ErrorRow = { code: "rate_limit_exceeded" };
const OVERLOADED: ErrorRow = { code: "upstream_overloaded" };
const TIMED_OUT: ErrorRow = { code: "upstream_timeout" };
const BROKEN: ErrorRow = { code: "upstream_error" };
const NO_MODEL: ErrorRow = { code: "model_not_found" };

/**
 * Bedrock's exceptions, and those that stand before all of AWS's services, without their `Exception`
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html).
 */
const BY_TYPE: Readonly<Record<string, ErrorRow>> = {
  Validation: INVALID,
  Conflict: INVALID,
  AccessDenied: AUTH_FAILED,
  UnrecognizedClient: AUTH_FAILED,
  InvalidClientTokenId: AUTH_FAILED,
  ExpiredToken: AUTH_FAILED,
  InvalidSignature: AUTH_FAILED,
  SignatureDoesNotMatch: AUTH_FAILED,
  IncompleteSignature: AUTH_FAILED,
  MissingAuthenticationToken: AUTH_FAILED,
  NotAuthorized: AUTH_FAILED,
  OptInRequired: AUTH_FAILED,
  ResourceNotFound: NO_MODEL,
  Throttling: RATE_LIMITED,
  TooManyRequests: RATE_LIMITED,
  ServiceQuotaExceeded: RATE_LIMITED,
  ModelNotReady: OVERLOADED,
  ServiceUnavailable: OVERLOADED,
  ModelTimeout: TIMED_OUT,
  ModelError: BROKEN,
  ModelStreamError: BROKEN,
  InternalServer: BROKEN,
  InternalFailure: BROKEN,
};

const BY_STATUS: Readonly<Record<number, ErrorRow>> = {
  401: AUTH_FAILED,
  403: AUTH_FAILED,
  404: NO_MODEL,
  408: TIMED_OUT,
  413: { code: "request_too_large" },
  424: BROKEN,
  429: RATE_LIMITED,
  503: OVERLOADED,
  504: TIMED_OUT,
  529: OVERLOADED,
};

/** Agents shorten their conversation when they see OpenAI's code for this. */
const TOO_LONG =
  /(?:prompt|input) is too long|too many (?:input )?tokens in|exceeds? the (?:model's )?(?:maximum )?context (?:length|window|limit)|input length and `max_tokens`|maximum context length/i;
const UNKNOWN_MODEL = /model identifier is invalid|model id(?:entifier)? .{0,200}(?:is not|isn.t) (?:valid|recognized)/i;

/** What Bedrock refused, in OpenAI's words. `headers` are lower case. */
export function decodeError(status: number, headers: ResponseHeaders, body: Buffer): Denial {
  const value = parse(body);
  const type = typeOf(first(headers["x-amzn-errortype"]) ?? (isObject(value) ? (value["__type"] ?? value["code"]) : null));
  return denialOf({ status, type, message: messageIn(value), retryAfterSeconds: readRetryAfter(headers) });
}

/** An exception in a stream, which has no status of its own. */
export function decodeException(type: string, value: unknown): Denial {
  const named = typeOf(type);
  return denialOf({ status: null, type: named, message: messageIn(value), retryAfterSeconds: null });
}

interface ProviderError {
  readonly status: number | null;
  readonly type: string | null;
  readonly message: string | null;
  readonly retryAfterSeconds: number | null;
}

function denialOf({ status, type, message, retryAfterSeconds }: ProviderError): Denial {
  const row = rowFor(status, type, message);
  const said = message ?? `The provider answered with ${status === null ? "an error" : `status ${status}`} and no explanation.`;
  const extra: DenialExtra = {
    ...(row.status !== undefined && { status: row.status }),
    ...(row.providerCode !== undefined && { providerCode: row.providerCode }),
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
    detail: `Bedrock: ${type ?? "no type"}${status === null ? "" : `, status ${status}`}`,
  };
  return new Denial(row.code, row === AUTH_FAILED ? `The provider refused the gateway's credentials: ${said}` : said, extra);
}

/** The exception says more than its status: a model that is not ready is answered with 429, a used-up quota with 400. */
function rowFor(status: number | null, type: string | null, message: string | null): ErrorRow {
  const byType = type !== null && Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  const byStatus = status === null ? undefined : BY_STATUS[status];
  const row = (byType === INVALID ? byStatus : byType) ?? byType ?? byStatus ?? other(status);
  if (row.code !== "invalid_request" || message === null) return row;
  if (TOO_LONG.test(message)) return { code: "invalid_request", providerCode: "context_length_exceeded" };
  return UNKNOWN_MODEL.test(message) ? NO_MODEL : row;
}

function other(status: number | null): ErrorRow {
  return status !== null && status >= 400 && status < 500 ? { ...INVALID, status } : BROKEN;
}

const LONGEST_TYPE = 64;

/** `com.amazon.coral.service#ThrottlingException:http://…`, or `throttlingException` in a stream, as `Throttling`. */
function typeOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const name = (value.split(":")[0] ?? "").split("#").at(-1)?.trim() ?? "";
  const bare = name.replace(/Exception$/, "").replace(/[^A-Za-z0-9_]/g, "");
  return bare === "" ? null : (bare[0] ?? "").toUpperCase() + bare.slice(1, LONGEST_TYPE);
}

function messageIn(value: unknown): string | null {
  if (!isObject(value)) return null;
  const said = cleanProviderMessage(value["message"] ?? value["Message"] ?? value["originalMessage"]);
  return said?.replace(ACCOUNT, "$1[account]") ?? null;
}

/** Whose account it is, is the publisher's business. */
const ACCOUNT = /(\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:)\d{12}/g;

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}
