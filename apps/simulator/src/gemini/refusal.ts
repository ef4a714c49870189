import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { type AskedFailure, RETRY_AFTER_SECONDS } from "../mind/asked-failure.ts";

/** A refusal in Google's words (https://cloud.google.com/apis/design/errors). */
export interface Refusal {
  readonly code: number;
  readonly status: string;
  readonly message: string;
  readonly details?: readonly object[];
}

/** A stream that is no event stream is a list, and so is its refusal. */
export function refusalAnswer(refusal: Refusal, isList = false): BodyAnswer {
  const body = { error: refusal };
  return jsonAnswer(isList ? [body] : body, refusal.code);
}

/** A 400: what the caller sent cannot be served. */
export function invalid(message: string): Refusal {
  return { code: 400, status: "INVALID_ARGUMENT", message };
}

/** A 400 that names the field, as Google's JSON reader does. */
export function badField(field: string, description: string): Refusal {
  const details = [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ field, description }] }];
  return { ...invalid(description), details };
}

export const NO_KEY: Refusal = {
  code: 403,
  status: "PERMISSION_DENIED",
  message:
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
};

export const WRONG_KEY: Refusal = {
  ...invalid("API key not valid. Please pass a valid API key."),
  details: [
    {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "API_KEY_INVALID",
      domain: "googleapis.com",
      metadata: { service: "generativelanguage.googleapis.com" },
    },
  ],
};

export const NO_SUCH_PATH: Refusal = { code: 404, status: "NOT_FOUND", message: "Requested entity was not found." };
export const TOO_LARGE: Refusal = invalid("Request payload size exceeds the limit: 33554432 bytes.");
export const OVERLOADED: Refusal = { code: 503, status: "UNAVAILABLE", message: "The model is overloaded. Please try again later." };

export function modelNotFound(model: string, method: string): Refusal {
  const message = `models/${model} is not found for API version v1beta, or is not supported for ${method}. Call ListModels to see the list of available models and their supported methods.`;
  return { code: 404, status: "NOT_FOUND", message };
}

const STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

const MESSAGES: Readonly<Record<number, string>> = {
  401: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
  403: "The caller does not have permission",
  404: "Requested entity was not found.",
  429: "Resource has been exhausted (e.g. check quota).",
  500: "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
  503: OVERLOADED.message,
  504: "Deadline expired before operation could complete.",
};

const QUOTA_FAILURE = {
  "@type": "type.googleapis.com/google.rpc.QuotaFailure",
  violations: [
    { quotaMetric: "generativelanguage.googleapis.com/generate_requests", quotaId: "GenerateRequestsPerMinutePerProjectPerModel" },
  ],
};
/** Google says in the body when to come back, not in a header. */
const RETRY_INFO = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${RETRY_AFTER_SECONDS}s` };

/** What a model asked for by its name goes wrong with. */
export function failureRefusal({ status, isQuota }: AskedFailure): Refusal {
  if (isQuota) {
    const message = "You exceeded your current quota, please check your plan and billing details.";
    return { code: 429, status: "RESOURCE_EXHAUSTED", message, details: [QUOTA_FAILURE] };
  }
  const message = MESSAGES[status] ?? `The simulator answers ${status}, as asked.`;
  const details = status === 429 ? { details: [QUOTA_FAILURE, RETRY_INFO] } : {};
  return { code: status, status: STATUS[status] ?? (status < 500 ? "FAILED_PRECONDITION" : "INTERNAL"), message, ...details };
}
