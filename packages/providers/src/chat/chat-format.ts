import { openAiError } from "@sluice/wire/denial";
import { DONE, writeEvent } from "@sluice/wire/sse";
import type { InboundFormat } from "../inbound-format.ts";

/** Chat completions themselves: what the adapters speak, written as it is. */
export const CHAT_FORMAT: InboundFormat = {
  encodeChat: (body) => ({ body, dropped: [] }),
  writeAnswer: ({ completion }) => completion,
  createWriter: ({ showUsage }) => ({
    chunk: (chunk) => (showUsage || chunk.choices.length > 0 ? writeEvent(JSON.stringify(chunk)) : ""),
    end: () => writeEvent(DONE),
    fail: (denial) => writeEvent(JSON.stringify(openAiError(denial))),
  }),
  error: (denial) => openAiError(denial),
  errorEvent: (denial) => writeEvent(JSON.stringify(openAiError(denial))),
};
