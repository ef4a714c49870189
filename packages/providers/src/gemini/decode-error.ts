import { type Fields, isObject } from "@sluice/definition/json";
import { Denial, type DenialExtra } from "@sluice/wire/denial";
import type { ErrorCode } from "@sluice/wire/errors";
import { cleanProviderMessage } from "../chat/provider-message.ts";
import { type ResponseHeaders, readRetryAfter } from "../chat/retry-after.ts";

interface ErrorRow {
  readonly code: ErrorCode;
  readonly status?: number;
  /** OpenAI's `code` where it is another than ours; null is what OpenAI says for an invalid request. */
  readonly providerCode?: string | null;
}

const INVALID: ErrorRow = { code: "invalid_request", providerCode: null };
const REFUSED_KEY: ErrorRow = { code: "upstream_auth_failed" };

/** https://ai.google.dev/gemini-api/docs/troubleshooting and google.rpc.Code */
const BY_NAME: Readonly<Record<string, ErrorRow>> = {
  INVALID_ARGUMENT: INVALID,
  OUT_OF_RANGE: INVALID,
  // The account, its billing or its place are not as Google wants them: nothing that a caller can change.
  FAILED_PRECONDITION: { code: "upstream_error" },
  UNAUTHENTICATED: REFUSED_KEY,
  PERMISSION_DENIED: REFUSED_KEY,
  NOT_FOUND: { code: "model_not_found" },
  RESOURCE_EXHAUSTED: { code: "rate_limit_exceeded" },
  UNIMPLEMENTED: { code: "not_supported_by_provider" },
  INTERNAL: { code: "upstream_error" },
  UNKNOWN: { code: "upstream_error" },
  UNAVAILABLE: { code: "upstream_overloaded" },
  DEADLINE_EXCEEDED: { code: "upstream_timeout" },
};

const BY_STATUS: Readonly<Record<number, ErrorRow>> = {
  401: REFUSED_KEY,
  403: REFUSED_KEY,
  404: { code: "model_not_found" },
  408: { code: "upstream_timeout" },
  413: { code: "request_too_large" },
  429: { code: "rate_limit_exceeded" },
  499: { code: "upstream_error" },
  502: { code: "upstream_error" },
  503: { code: "upstream_overloaded" },
  504: { code: "upstream_timeout" },
  529: { code: "upstream_overloaded" },
};

/** Google says a wrong or expired key with status 400; the reason stands in the details. */
const KEY_REASONS = new Set([
  "API_KEY_INVALID",
  "API_KEY_EXPIRED",
  "API_KEY_SERVICE_BLOCKED",
  "API_KEY_HTTP_REFERRER_BLOCKED",
  "API_KEY_IP_ADDRESS_BLOCKED",
  "SERVICE_DISABLED",
  "CONSUMER_INVALID",
]);
const KEY_MESSAGE = /API key (?:not valid|expired|not found|was reported as leaked)/i;
/** Agents shorten their conversation when they see OpenAI's code for this. */
const TOO_LONG = /(?:input )?token count .*exceeds? the maximum|exceeds the maximum number of (?:input )?tokens/i;

/** What Google refused, in OpenAI's words. `headers` are lower case. */
export function decodeError(status: number, headers: ResponseHeaders, body: Buffer): Denial {
  const error = errorIn(parse(body));
  return denialOf({ ...error, status, retryAfterSeconds: readRetryAfter(headers) ?? error.retryAfterSeconds });
}

/** An error within an answer that began with status 200: it brings its own status. */
export function decodeErrorEvent(event: unknown): Denial {
  return denialOf(errorIn(event));
}

/** The `error` of a body or an event, also of one that Google wrapped in an array; null when it is no error. */
export function errorObjectIn(value: unknown): Fields | string | null {
  const outer = Array.isArray(value) ? (value as unknown[])[0] : value;
  if (!isObject(outer)) return null;
  const { error } = outer;
  return isObject(error) || typeof error === "string" ? error : null;
}

interface ProviderError {
  readonly status: number | null;
  /** `INVALID_ARGUMENT` … */
  readonly name: string | null;
  /** `API_KEY_INVALID` … */
  readonly reason: string | null;
  readonly message: string | null;
  readonly retryAfterSeconds: number | null;
}

function denialOf(error: ProviderError): Denial {
  const { status, name, reason, message, retryAfterSeconds } = error;
  const row = rowFor(error);
  const said = message ?? `The provider answered with ${status === null ? "an error" : `status ${status}`} and no explanation.`;
  const extra: DenialExtra = {
    ...(row.status !== undefined && { status: row.status }),
    ...(row.providerCode !== undefined && { providerCode: row.providerCode }),
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
    detail: `Gemini: ${[name ?? "no name", reason, status === null ? null : `status ${status}`].filter((word) => word !== null).join(", ")}`,
  };
  return new Denial(
    row.code,
    row.code === "upstream_auth_failed" ? `The provider refused the gateway's credentials: ${said}` : said,
    extra,
  );
}

function rowFor({ status, name, reason, message }: ProviderError): ErrorRow {
  if ((reason !== null && KEY_REASONS.has(reason)) || (message !== null && KEY_MESSAGE.test(message))) return REFUSED_KEY;
  const byStatus = status === null ? undefined : BY_STATUS[status];
  const byName = name !== null && Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  const row = byStatus ?? byName ?? rowForStatus(status);
  const isTooLong = message !== null && (row.code === "invalid_request" || row.code === "request_too_large") && TOO_LONG.test(message);
  return isTooLong ? { code: "invalid_request", providerCode: "context_length_exceeded" } : row;
}

function rowForStatus(status: number | null): ErrorRow {
  return status !== null && status >= 400 && status < 500 ? { ...INVALID, status } : { code: "upstream_error" };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

function errorIn(value: unknown): ProviderError {
  const error = errorObjectIn(value);
  if (!isObject(error)) return { status: null, name: null, reason: null, message: cleanProviderMessage(error), retryAfterSeconds: null };
  const { code, status, message } = error;
  const details = Array.isArray(error["details"]) ? (error["details"] as unknown[]).filter(isObject) : [];
  const reason = details.map((detail) => detail["reason"]).find((candidate) => typeof candidate === "string");
  return {
    status: Number.isInteger(code) ? Number(code) : null,
    name: typeof status === "string" ? status.slice(0, 60) : null,
    reason: typeof reason === "string" ? reason.slice(0, 60) : null,
    message: cleanProviderMessage(message),
    retryAfterSeconds: retryDelayIn(details),
  };
}

/** A day: whoever is told to wait longer has another problem. */
const LONGEST_SECONDS = 86_400;

/** `google.rpc.RetryInfo`: `{"retryDelay": "34.07s"}`, in whole seconds. */
function retryDelayIn(details: readonly Fields[]): number | null {
  for (const { retryDelay } of details) {
    const seconds = typeof retryDelay === "string" ? /^(\d+(?:\.\d+)?)s$/.exec(retryDelay)?.[1] : undefined;
    if (seconds !== undefined) return Math.min(LONGEST_SECONDS, Math.ceil(Number(seconds)));
  }
  return null;
}
