import { Denial } from "@sluice/wire/denial";
import type { ChatCall } from "../../chat-adapter.ts";
import type { ChatRequest } from "../chat-request.ts";
import { readChatRequest } from "../read-chat-request.ts";

/** A request that is known to be right. */
export function requestOf(body: Readonly<Record<string, unknown>>): ChatRequest {
  const request = readChatRequest({ messages: [{ role: "user", content: "Hello." }], ...body });
  if (request instanceof Denial) throw new Error(`${request.extra.param}: ${request.message}`);
  return request;
}

export function callOf(body: Readonly<Record<string, unknown>> = {}, model = "claude-sonnet-4-5-20250929"): ChatCall {
  return { request: requestOf(body), model, stream: body["stream"] === true, id: "chatcmpl-1", createdSeconds: 1_750_000_000 };
}
