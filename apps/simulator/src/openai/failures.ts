import { RETRY_AFTER_SECONDS } from "../mind/asked-failure.ts";
import type { Behaviour } from "../mind/behaviour.ts";
import { invalid, NO_KEY, type Refusal, wrongKey } from "./refusal.ts";

export const SERVER_ERROR: Refusal = {
  status: 500,
  message: "The server had an error while processing your request. Sorry about that!",
  type: "server_error",
  param: null,
  code: null,
};

/** A key that begins so is refused everywhere: the way to see what a wrong key does. */
const WRONG_KEY_PREFIX = "sk-invalid";

/** Why this key is refused; null when it will do. No key is fine, unless the model is `sim-key-required`. */
export function keyRefusal(authorization: string | undefined, behaviour: Behaviour): Refusal | null {
  const key = /^Bearer\s+(.*)$/i.exec(authorization ?? "")?.[1]?.trim() ?? "";
  if (key.startsWith(WRONG_KEY_PREFIX)) return wrongKey(key);
  if (behaviour.kind !== "key-required" || key.startsWith("sk-")) return null;
  return key === "" ? NO_KEY : wrongKey(key);
}

/** What `sim-error-{status}` and `sim-quota` answer; null for the others. */
export function failureOf(behaviour: Behaviour, model: string): Refusal | null {
  if (behaviour.kind === "quota") return QUOTA;
  if (behaviour.kind !== "error") return null;
  const { status } = behaviour;
  const known = FAILURES[status]?.(model) ?? { ...(status < 500 ? invalid(`The simulator answers ${status}, as asked.`) : SERVER_ERROR) };
  const retry = status === 429 || status === 503 ? { headers: { "retry-after": String(RETRY_AFTER_SECONDS) } } : {};
  return { ...known, status, ...retry };
}

const QUOTA: Refusal = {
  status: 429,
  message:
    "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
  type: "insufficient_quota",
  param: null,
  code: "insufficient_quota",
};

const FAILURES: Readonly<Record<number, (model: string) => Omit<Refusal, "status">>> = {
  400: (model) => invalid(`Invalid request: the simulated model '${model}' refuses everything.`, null, "invalid_request"),
  401: () => wrongKey("sk-simulated-wrong-key"),
  403: () => ({
    ...invalid("Country, region, or territory not supported", null, "unsupported_country_region_territory"),
    type: "request_forbidden",
  }),
  404: (model) => invalid(`The model \`${model}\` does not exist or you do not have access to it.`, null, "model_not_found"),
  429: (model) => ({
    message: `Rate limit reached for ${model} in organization org-simulator on requests per min (RPM): Limit 60, Used 60, Requested 1. Please try again in ${RETRY_AFTER_SECONDS}s. Visit https://platform.openai.com/account/rate-limits to learn more.`,
    type: "requests",
    param: null,
    code: "rate_limit_exceeded",
  }),
  503: () => ({
    ...SERVER_ERROR,
    message: "The engine is currently overloaded, please try again later",
    type: "service_unavailable_error",
  }),
};
