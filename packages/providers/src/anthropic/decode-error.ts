import { isObject } from "@sluice/definition/json";
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

/** https://platform.claude.com/docs/en/api/errors */
const BY_TYPE: Readonly<Record<string, ErrorRow>> = {
  invalid_request_error: { code: "invalid_request", providerCode: null },
  authentication_error: { code: "upstream_auth_failed" },
  permission_error: { code: "upstream_auth_failed" },
  billing_error: { code: "upstream_auth_failed" },
  not_found_error: { code: "model_not_found" },
  request_too_large: { code: "request_too_large" },
  rate_limit_error: { code: "rate_limit_exceeded" },
  timeout_error: { code: "upstream_timeout" },
  api_error: { code: "upstream_error" },
  overloaded_error: { code: "upstream_overloaded" },
};

const BY_STATUS: Readonly<Record<number, ErrorRow>> = {
  401: { code: "upstream_auth_failed" },
  402: { code: "upstream_auth_failed" },
  403: { code: "upstream_auth_failed" },
  404: { code: "model_not_found" },
  408: { code: "upstream_timeout" },
  413: { code: "request_too_large" },
  429: { code: "rate_limit_exceeded" },
  503: { code: "upstream_overloaded" },
  504: { code: "upstream_timeout" },
  529: { code: "upstream_overloaded" },
};

/** Agents shorten their conversation when they see OpenAI's code for this. */
const TOO_LONG = /prompt is too long|exceeds? (?:the )?context (?:limit|window)|input length and `max_tokens`/i;
/** Said with status 400, but it is the publisher who must act. */
const OUT_OF_CREDIT = /credit balance is too low/i;

/** What Anthropic refused, in OpenAI's words. `headers` are lower case. */
export function decodeError(status: number, headers: ResponseHeaders, body: Buffer): Denial {
  const { type, message } = errorIn(parse(body));
  return denialOf({ status, type, message, retryAfterSeconds: readRetryAfter(headers) });
}

/** An `error` event in a stream: it has no status of its own. */
export function decodeErrorEvent(event: unknown): Denial {
  const { type, message } = errorIn(event);
  return denialOf({ status: null, type, message, retryAfterSeconds: null });
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
    detail: `Anthropic: ${type ?? "no type"}${status === null ? "" : `, status ${status}`}`,
  };
  return new Denial(
    row.code,
    row.code === "upstream_auth_failed" ? `The provider refused the gateway's credentials: ${said}` : said,
    extra,
  );
}

function rowFor(status: number | null, type: string | null, message: string | null): ErrorRow {
  if (message !== null && OUT_OF_CREDIT.test(message)) return { code: "upstream_auth_failed" };
  const byStatus = status === null ? undefined : BY_STATUS[status];
  const byType = type !== null && Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  const row =
    byStatus ??
    byType ??
    (status !== null && status >= 400 && status < 500
      ? { code: "invalid_request" as const, status, providerCode: null }
      : { code: "upstream_error" as const });
  const isTooLong = message !== null && (row.code === "invalid_request" || row.code === "request_too_large") && TOO_LONG.test(message);
  return isTooLong ? { code: "invalid_request", providerCode: "context_length_exceeded" } : row;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

function errorIn(value: unknown): { type: string | null; message: string | null } {
  const error = isObject(value) ? value["error"] : null;
  const { type, message } = isObject(error) ? error : { type: null, message: isObject(value) ? (value["message"] ?? error) : null };
  return { type: typeof type === "string" ? type : null, message: cleanProviderMessage(message) };
}
