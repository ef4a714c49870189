import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";

/** A refusal of Azure's own, before OpenAI's wire is reached: it has a code and no type. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export function refusalAnswer({ status, code, message }: Refusal, headers: Readonly<Record<string, string>> = {}): BodyAnswer {
  return jsonAnswer({ error: { code, message } }, status, headers);
}

export const WRONG_KEY: Refusal = {
  status: 401,
  code: "401",
  message:
    "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
};
export const NOT_FOUND: Refusal = { status: 404, code: "404", message: "Resource not found" };
export const NO_DEPLOYMENT: Refusal = {
  status: 404,
  code: "DeploymentNotFound",
  message:
    "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.",
};
export const RATE_LIMITED: Refusal = {
  status: 429,
  code: "RateLimitReached",
  message:
    "Your requests have exceeded the call rate limit of your current OpenAI S0 pricing tier. Please retry after 1 second. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.",
};
export const TOO_LARGE: Refusal = { status: 413, code: "413", message: "Request body too large." };
