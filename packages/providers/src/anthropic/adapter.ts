import type { ChatAdapter } from "../chat-adapter.ts";
import { decodeCompletion } from "./decode-completion.ts";
import { decodeError } from "./decode-error.ts";
import { encodeRequest } from "./encode-request.ts";
import { AnthropicStreamDecoder } from "./stream-decoder.ts";

/** Chat completions in front of Anthropic's Messages API. */
export const anthropicChat: ChatAdapter = {
  encodeRequest,
  decodeCompletion,
  createStreamDecoder: (call) => new AnthropicStreamDecoder(call),
  decodeError,
};
