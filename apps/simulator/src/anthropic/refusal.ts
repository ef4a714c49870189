import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { type AskedFailure, retryAfter } from "../mind/asked-failure.ts";

/** A refusal in Anthropic's words (https://platform.claude.com/docs/en/api/errors). */
export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function refusalAnswer(refusal: Refusal, requestId: string): BodyAnswer {
  return jsonAnswer(refusalBody(refusal, requestId), refusal.status, {
    "x-should-retry": String(refusal.status >= 429),
    ...refusal.headers,
  });
}

export function refusalBody({ type, message }: Pick<Refusal, "type" | "message">, requestId: string) {
  return { type: "error", error: { type, message }, request_id: requestId } as const;
}

/** A 400: what the caller sent cannot be served. */
export function invalid(message: string): Refusal {
  return { status: 400, type: "invalid_request_error", message };
}

export const NO_KEY: Refusal = { status: 401, type: "authentication_error", message: "x-api-key header is required" };
export const WRONG_KEY: Refusal = { status: 401, type: "authentication_error", message: "invalid x-api-key" };
export const NOT_FOUND: Refusal = { status: 404, type: "not_found_error", message: "Not found" };
export const WRONG_METHOD: Refusal = { status: 405, type: "invalid_request_error", message: "Method Not Allowed" };
export const TOO_LARGE: Refusal = { status: 413, type: "request_too_large", message: "Request exceeds the maximum size" };
export const OVERLOADED: Refusal = { status: 529, type: "overloaded_error", message: "Overloaded" };

export function modelNotFound(model: string): Refusal {
  return { status: 404, type: "not_found_error", message: `model: ${model}` };
}

const BY_STATUS: Readonly<Record<number, Omit<Refusal, "status">>> = {
  401: WRONG_KEY,
  402: { type: "billing_error", message: "There is an issue with your billing or payment information." },
  403: { type: "permission_error", message: "Your API key does not have permission to use the specified resource." },
  404: NOT_FOUND,
  413: TOO_LARGE,
  429: {
    type: "rate_limit_error",
    message:
      "This request would exceed your organization's rate limit of 60 requests per minute. For details, refer to: https://docs.claude.com/en/api/rate-limits.",
  },
  503: { type: "api_error", message: "Service unavailable" },
  504: { type: "timeout_error", message: "The request timed out while processing." },
  529: OVERLOADED,
};

const SERVER_ERROR: Omit<Refusal, "status"> = { type: "api_error", message: "Internal server error" };

/** Spent credit is a 400 here, not a 429. */
const NO_CREDIT: Refusal = invalid(
  "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
);

/** What a model asked for by its name goes wrong with. */
export function failureRefusal(failure: AskedFailure): Refusal {
  if (failure.isQuota) return NO_CREDIT;
  const { status } = failure;
  const known = BY_STATUS[status] ?? (status >= 500 ? SERVER_ERROR : invalid(`The simulator answers ${status}, as asked.`));
  return { ...known, status, headers: retryAfter(failure) };
}
