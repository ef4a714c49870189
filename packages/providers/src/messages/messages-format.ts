import type { InboundFormat } from "../inbound-format.ts";
import { encodeChatBody } from "./encode-chat-body.ts";
import { MessageWriter } from "./message-writer.ts";
import { messagesError, messagesErrorEvent } from "./messages-error.ts";
import { writeMessage } from "./write-message.ts";

/** Anthropic's Messages API as a way in (https://platform.claude.com/docs/en/api/messages). */
export const MESSAGES_FORMAT: InboundFormat = {
  encodeChat: encodeChatBody,
  writeAnswer: writeMessage,
  createWriter: (context) => new MessageWriter(context),
  error: messagesError,
  errorEvent: messagesErrorEvent,
};
