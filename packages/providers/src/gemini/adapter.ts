import type { ChatAdapter } from "../chat-adapter.ts";
import { decodeCompletion } from "./decode-completion.ts";
import { decodeError } from "./decode-error.ts";
import { encodeRequest } from "./encode-request.ts";
import { GeminiStreamDecoder } from "./stream-decoder.ts";

/** Chat completions in front of Google's generateContent. */
export const geminiChat: ChatAdapter = {
  encodeRequest,
  decodeCompletion,
  createStreamDecoder: (call) => new GeminiStreamDecoder(call),
  decodeError,
};
