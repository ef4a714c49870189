import type { OpenAiError } from "@sluice/wire/denial";
import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";

/** A refusal in OpenAI's words. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export function refusalAnswer(refusal: Refusal): BodyAnswer {
  return jsonAnswer(refusalBody(refusal), refusal.status, refusal.headers);
}

export function refusalBody({ message, type, param, code }: Refusal): OpenAiError {
  return { error: { message, type, param, code } };
}

/** A 400: what the caller sent cannot be served. */
export function invalid(message: string, param: string | null = null, code: string | null = null): Refusal {
  return { status: 400, message, type: "invalid_request_error", param, code };
}

export function missing(param: string): Refusal {
  return invalid(`Missing required parameter: '${param}'.`, param, "missing_required_parameter");
}

export function wrongType(param: string, expected: string, value: unknown): Refusal {
  return invalid(`Invalid type for '${param}': expected ${expected}, but got ${nounOf(value)} instead.`, param, "invalid_type");
}

export function wrongValue(param: string, value: unknown, supported: readonly string[]): Refusal {
  const quoted = supported.map((one) => `'${one}'`);
  const list = quoted.length > 1 ? `${quoted.slice(0, -1).join(", ")}, and ${quoted.at(-1)}` : quoted.join("");
  return invalid(`Invalid value: '${String(value)}'. Supported values are: ${list}.`, param, "invalid_value");
}

export function unsupported(param: string): Refusal {
  return invalid(`Unsupported parameter: '${param}' is not supported with this model.`, param, "unsupported_parameter");
}

export function modelNotFound(model: string): Refusal {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return { status: 404, message, type: "invalid_request_error", param: null, code: "model_not_found" };
}

export const BAD_JSON: Refusal = invalid(
  "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, please contact us through our help center at help.openai.com.)",
);

export const TOO_LARGE: Refusal = {
  status: 413,
  message: "Maximum content size limit (33554432) exceeded.",
  type: "invalid_request_error",
  param: null,
  code: null,
};

export const NO_KEY: Refusal = {
  status: 401,
  message:
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the API from your browser and are prompted for a username and password. You can obtain an API key from https://platform.openai.com/account/api-keys.",
  type: "invalid_request_error",
  param: null,
  code: null,
};

/** A wrong key, told back with all but its ends hidden, as OpenAI does. */
export function wrongKey(key: string): Refusal {
  const shown = key.length < 12 ? "*".repeat(key.length) : `${key.slice(0, 3)}${"*".repeat(8)}${key.slice(-4)}`;
  return {
    status: 401,
    message: `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    type: "invalid_request_error",
    param: null,
    code: "invalid_api_key",
  };
}

export function unknownUrl(method: string, path: string): Refusal {
  return { status: 404, message: `Invalid URL (${method} ${path})`, type: "invalid_request_error", param: null, code: null };
}

export function wrongMethod(method: string, path: string): Refusal {
  const message = `Not allowed to ${method} on ${path}. (HINT: Perhaps you meant to use a different HTTP method?)`;
  return { status: 405, message, type: "invalid_request_error", param: null, code: "method_not_supported" };
}

function nounOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") return Number.isInteger(value) ? "an integer" : "a decimal number";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
