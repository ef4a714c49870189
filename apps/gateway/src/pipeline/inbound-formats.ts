import { CHAT_FORMAT } from "@sluice/providers/chat/chat-format";
import type { InboundFormat } from "@sluice/providers/inbound-format";
import { MESSAGES_FORMAT } from "@sluice/providers/messages/messages-format";
import { RESPONSES_FORMAT } from "@sluice/providers/responses/responses-format";
import type { Target } from "../runtime/compiled-api.ts";
import type { CallKind } from "./read-call.ts";

/** How each kind of call is read, answered and refused, where it is not passed on as it is. */
export const INBOUND_FORMATS: Readonly<Record<CallKind, InboundFormat>> = {
  chat: CHAT_FORMAT,
  completions: CHAT_FORMAT,
  embeddings: CHAT_FORMAT,
  responses: RESPONSES_FORMAT,
  messages: MESSAGES_FORMAT,
  count: MESSAGES_FORMAT,
  other: CHAT_FORMAT,
};

const MESSAGES_PATH = /\/v1\/messages(?:\/count_tokens)?\/?$/;

/** Whose words a refusal is said in when nothing more than a path is known of a call. */
export function formatOfPath(path: string): InboundFormat {
  return MESSAGES_PATH.test(path) ? MESSAGES_FORMAT : CHAT_FORMAT;
}

/** An override by one of these names means the same to Anthropic as in a chat; others have to be translated. */
const ALSO_IN_MESSAGES = new Set(["temperature", "top_p", "top_k", "max_tokens", "thinking", "metadata", "model", "stream"]);

/** Whether a target takes calls of this kind as they are. */
export function speaksNatively(kind: CallKind, { provider, speaksOpenAi, overrides }: Target): boolean {
  if (kind !== "messages" && kind !== "count") return speaksOpenAi;
  if (provider !== "ANTHROPIC") return false;
  if (overrides !== null && kind === "messages") for (const name of overrides.keys()) if (!ALSO_IN_MESSAGES.has(name)) return false;
  return true;
}
