import { anthropicChat } from "@sluice/providers/anthropic/adapter";
import { CHAT_FORMAT } from "@sluice/providers/chat/chat-format";
import type { ChatAdapter } from "@sluice/providers/chat-adapter";
import type { InboundFormat } from "@sluice/providers/inbound-format";
import { MESSAGES_FORMAT } from "@sluice/providers/messages/messages-format";
import { RESPONSES_FORMAT } from "@sluice/providers/responses/responses-format";
import type { Target } from "../runtime/compiled-api.ts";
import type { Call, CallKind } from "./read-call.ts";

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

/** Whether a target takes a call as it is. */
export function speaksNatively({ kind, body }: Call, { provider, speaksOpenAi, overrides }: Target): boolean {
  if (kind !== "messages" && kind !== "count") return speaksOpenAi;
  if (provider !== "ANTHROPIC") return false;
  if (overrides !== null && kind === "messages") for (const name of overrides.keys()) if (!ALSO_IN_MESSAGES.has(name)) return false;
  return !holdsForeignTurns(body);
}

/** Who reads a provider's refusal when a call went there as it was; null for OpenAI's words. */
export function nativeAdapter(kind: CallKind): ChatAdapter | null {
  return kind === "messages" || kind === "count" ? anthropicChat : null;
}

const UNSIGNED = ['"signature":""', '"signature": ""'] as const;
const SEALED = ["~0", "~1"] as const;
const SEALED_ID = /"(?:id|tool_use_id)"\s*:\s*"[^"\\]*~[01]/;

/**
 * Turns that another provider answered through this gateway: thoughts that nobody signed, and ids with a signature sealed in them.
 * Anthropic refuses both; translation takes them out. Text cannot look like them, for its quotes are escaped.
 */
function holdsForeignTurns(body: Buffer): boolean {
  if (UNSIGNED.some((unsigned) => body.includes(unsigned))) return true;
  return SEALED.some((seal) => body.includes(seal)) && SEALED_ID.test(body.toString("latin1"));
}
