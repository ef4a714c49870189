import { openAiError } from "@sluice/wire/denial";
import type { InboundFormat } from "../inbound-format.ts";
import { encodeChatBody } from "./encode-chat-body.ts";
import { responsesErrorEvent } from "./error-event.ts";
import { ResponseWriter } from "./response-writer.ts";
import { writeWholeResponse } from "./write-response.ts";

/** OpenAI's Responses API as a way in, in front of providers that do not speak it (https://platform.openai.com/docs/api-reference/responses). */
export const RESPONSES_FORMAT: InboundFormat = {
  encodeChat: encodeChatBody,
  writeAnswer: writeWholeResponse,
  createWriter: (context) => new ResponseWriter(context),
  error: (denial) => openAiError(denial),
  errorEvent: (denial) => responsesErrorEvent(denial),
};
