import type { Denial } from "@sluice/wire/denial";
import { writeEvent } from "@sluice/wire/sse";

export interface MessagesError {
  readonly type: "error";
  readonly error: { readonly type: string; readonly message: string };
  readonly request_id: string;
}

/** https://platform.claude.com/docs/en/api/errors. Clients go by the type in streams, where there is no status. */
const TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  500: "api_error",
  502: "api_error",
  503: "overloaded_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/** A refusal in Anthropic's envelope. It has no field for the parameter, so that the message has to name it. */
export function messagesError(denial: Denial, requestId: string): MessagesError {
  const { status } = denial;
  const type = TYPES[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
  return { type: "error", error: { type, message: withParam(denial) }, request_id: requestId };
}

export function messagesErrorEvent(denial: Denial, requestId: string): string {
  return writeEvent(JSON.stringify(messagesError(denial, requestId)), "error");
}

function withParam({ message, extra: { param } }: Denial): string {
  return param === undefined || message.includes(param) ? message : `${param}: ${message}`;
}
