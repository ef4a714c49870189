import { type Fields, isObject } from "@sluice/definition/json";
import { Denial, type DenialExtra } from "@sluice/wire/denial";
import type { ErrorCode } from "@sluice/wire/errors";
import { cleanProviderMessage } from "../chat/provider-message.ts";
import { type ResponseHeaders, readRetryAfter } from "../chat/retry-after.ts";

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: "upstream_auth_failed",
  403: "upstream_auth_failed",
  408: "upstream_timeout",
  413: "request_too_large",
  429: "rate_limit_exceeded",
  503: "upstream_overloaded",
  504: "upstream_timeout",
  529: "upstream_overloaded",
};

/** What a provider that speaks OpenAI refused. `headers` are lower case. */
export function decodeOpenAiError(status: number, headers: ResponseHeaders, body: Buffer): Denial {
  return denialOf(status, { error: errorIn(parse(body)), retryAfterSeconds: readRetryAfter(headers) });
}

/** An error in the middle of a stream, or in a 200; null when the value is none. */
export function decodeErrorEvent(event: Fields): Denial | null {
  const { error } = event;
  if (event["type"] !== "error" && typeof error !== "string" && !isObject(error)) return null;
  const said = errorIn(event);
  return denialOf(statusOf(said), { error: said, retryAfterSeconds: null });
}

/** An error that a compatible server puts beside a choice, or in it, as OpenRouter does when a provider of its own fails midway. */
export function errorBeside(answer: Fields, choice: Fields): Denial | null {
  const told = decodeErrorEvent(answer) ?? decodeErrorEvent(choice);
  if (told !== null || choice["finish_reason"] !== "error") return told;
  return new Denial("upstream_error", "The provider ended its answer with an error and no explanation.");
}

interface Said {
  readonly message: string | null;
  readonly type: unknown;
  readonly code: unknown;
  readonly param: unknown;
}

function errorIn(value: unknown): Said {
  const outer = isObject(value) ? value : {};
  const inner = isObject(outer["error"]) ? outer["error"] : outer;
  const message = cleanProviderMessage(inner["message"]) ?? cleanProviderMessage(outer["error"]) ?? cleanProviderMessage(outer["detail"]);
  return { message, type: inner["type"], code: inner["code"], param: inner["param"] };
}

/** By the words that OpenAI and those who follow it use; what is unknown is the provider's failure. */
function statusOf({ type, code }: Said): number {
  if (typeof code === "number" && code >= 400 && code < 600) return code;
  const words = `${String(type)} ${String(code)}`;
  if (/rate_limit|insufficient_quota/.test(words)) return 429;
  if (/overloaded/.test(words)) return 503;
  if (/authentication|permission|invalid_api_key/.test(words)) return 401;
  return /invalid_request|context_length|content_policy/.test(words) ? 400 : 500;
}

function denialOf(
  status: number,
  { error, retryAfterSeconds }: { readonly error: Said; readonly retryAfterSeconds: number | null },
): Denial {
  const isCallers = status >= 400 && status < 500;
  const code = BY_STATUS[status] ?? (isCallers ? "invalid_request" : "upstream_error");
  const said = error.message ?? `The provider answered with status ${status} and no explanation.`;
  const own = code === "invalid_request" || code === "request_too_large" || code === "rate_limit_exceeded";
  const extra: DenialExtra = {
    ...(own && { status }),
    ...(own && typeof error.type === "string" && { type: error.type }),
    ...(own && typeof error.param === "string" && { param: error.param }),
    ...(own && (typeof error.code === "string" || error.code === null) && { providerCode: error.code }),
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
  };
  return new Denial(code, code === "upstream_auth_failed" ? `The provider refused the gateway's credentials: ${said}` : said, extra);
}

function parse(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return Array.isArray(value) ? value[0] : value;
  } catch {
    return null;
  }
}
