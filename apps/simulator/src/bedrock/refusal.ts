import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import type { AskedFailure } from "../mind/asked-failure.ts";

/** A refusal in Bedrock's words: an exception, named in a header (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html). */
export interface Refusal {
  readonly status: number;
  readonly exception: string;
  readonly message: string;
}

export function refusalAnswer({ status, exception, message }: Refusal): BodyAnswer {
  const name = `${exception}:http://internal.amazon.com/coral/com.amazon.bedrock/`;
  return jsonAnswer({ message }, status, { "x-amzn-errortype": name });
}

/** A 400: what the caller sent cannot be served. */
export function invalid(message: string): Refusal {
  return { status: 400, exception: "ValidationException", message };
}

export const NO_SUCH_PATH: Refusal = {
  status: 404,
  exception: "UnknownOperationException",
  message: "The requested operation is not recognized by the service.",
};
export const UNKNOWN_MODEL: Refusal = invalid("The provided model identifier is invalid.");
export const TOO_LARGE: Refusal = invalid("The request payload is too large: 33554432 bytes is the limit.");

export function forbidden(exception: string, message: string): Refusal {
  return { status: 403, exception, message };
}

const EXCEPTIONS: Readonly<Record<number, readonly [exception: string, message: string]>> = {
  400: ["ValidationException", "The simulated model refuses everything."],
  401: ["UnrecognizedClientException", "The security token included in the request is invalid."],
  403: ["AccessDeniedException", "You don't have access to the model with the specified model ID."],
  404: ["ResourceNotFoundException", "Could not resolve the foundation model from the provided model identifier."],
  408: ["ModelTimeoutException", "Model has timed out in processing the request. Try your request again."],
  424: ["ModelErrorException", "The system encountered an unexpected error during processing. Try your request again."],
  429: ["ThrottlingException", "Too many requests, please wait before trying again."],
  500: ["InternalServerException", "The system encountered an unexpected error during processing. Try your request again."],
  503: ["ServiceUnavailableException", "Bedrock is unable to process your request."],
};

/** What a model asked for by its name goes wrong with. */
export function failureRefusal({ status, isQuota }: AskedFailure): Refusal {
  if (isQuota)
    return { status: 400, exception: "ServiceQuotaExceededException", message: "Your request exceeds the service quota for your account." };
  const known = EXCEPTIONS[status];
  if (known) return { status, exception: known[0], message: known[1] };
  const exception = status < 500 ? "ValidationException" : "InternalServerException";
  return { status, exception, message: `The simulator answers ${status}, as asked.` };
}
