import type { ChatAdapter } from "../chat-adapter.ts";
import { decodeCompletion } from "./decode-completion.ts";
import { decodeError } from "./decode-error.ts";
import { encodeRequest } from "./encode-request.ts";
import { BedrockStreamDecoder } from "./stream-decoder.ts";

/** Chat completions in front of Bedrock's Converse. Requests under AWS credentials are signed after encoding (aws/sign-request.ts). */
export const bedrockChat: ChatAdapter = {
  encodeRequest,
  decodeCompletion,
  createStreamDecoder: (call) => new BedrockStreamDecoder(call),
  decodeError,
};
