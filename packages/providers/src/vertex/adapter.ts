import { anthropicChat } from "../anthropic/adapter.ts";
import type { ChatAdapter, ChatCall } from "../chat-adapter.ts";
import { geminiChat } from "../gemini/adapter.ts";
import { decodeError } from "./decode-error.ts";
import { encodeRequest } from "./encode-request.ts";
import { publisherOf } from "./publisher.ts";

/** Chat completions in front of Vertex AI: Google's models speak as Gemini does, Anthropic's as Claude at Anthropic. */
export const vertexChat: ChatAdapter = {
  encodeRequest,
  decodeCompletion: (body, call) => publishersOwn(call).decodeCompletion(body, call),
  createStreamDecoder: (call) => publishersOwn(call).createStreamDecoder(call),
  decodeError,
};

function publishersOwn(call: ChatCall): ChatAdapter {
  return publisherOf(call) === "anthropic" ? anthropicChat : geminiChat;
}
