import type { ChatAdapter } from "../chat-adapter.ts";
import { decodeChatCompletion } from "./decode-completion.ts";
import { decodeOpenAiError } from "./decode-error.ts";
import type { OpenAiDialect } from "./dialect.ts";
import { encodeChatRequest } from "./encode-request.ts";
import { OpenAiStreamDecoder } from "./stream-decoder.ts";

/**
 * Chat completions for providers that speak OpenAI, when they are asked by another way in. Callers who speak OpenAI themselves do not
 * come here: their bytes are passed on.
 */
export const openAiChat: ChatAdapter = adapter("openai");

/** The same for servers that are only compatible: older words for the same, and less that they refuse. */
export const compatibleChat: ChatAdapter = adapter("compatible");

function adapter(dialect: OpenAiDialect): ChatAdapter {
  return {
    encodeRequest: (call) => encodeChatRequest(call, dialect),
    decodeCompletion: decodeChatCompletion,
    createStreamDecoder: (call) => new OpenAiStreamDecoder(call),
    decodeError: decodeOpenAiError,
  };
}
