import type { FinishReason } from "@sluice/wire/chat";

/** https://ai.google.dev/api/generate-content#FinishReason */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  SAFETY: "content_filter",
  RECITATION: "content_filter",
  LANGUAGE: "content_filter",
  BLOCKLIST: "content_filter",
  PROHIBITED_CONTENT: "content_filter",
  SPII: "content_filter",
  MODEL_ARMOR: "content_filter",
  IMAGE_SAFETY: "content_filter",
  IMAGE_PROHIBITED_CONTENT: "content_filter",
  IMAGE_RECITATION: "content_filter",
};

/** The model failed at what it was about to do: whatever came before is no answer. */
const FAILURES: Readonly<Record<string, string>> = {
  MALFORMED_FUNCTION_CALL: "The model made a function call that could not be read. Try again.",
  UNEXPECTED_TOOL_CALL: "The model called a function though none may be called. Try again.",
  TOO_MANY_TOOL_CALLS: "The model called too many functions one after the other. Try again.",
  MALFORMED_RESPONSE: "The model gave an answer that could not be read. Try again.",
  MISSING_THOUGHT_SIGNATURE: "The provider misses a thought signature of an earlier tool call: start the conversation anew.",
};

/** A reason that is newer than these tables ended the answer in some orderly way: "stop". */
export function finishReason(reason: string): FinishReason {
  return Object.hasOwn(FINISH_REASONS, reason) ? (FINISH_REASONS[reason] ?? "stop") : "stop";
}

/** Why there is no answer although the provider said 200, in words; null when there is one, be it empty. */
export function failureOf(reason: string, saidAny: boolean): string | null {
  if (Object.hasOwn(FAILURES, reason)) return FAILURES[reason] ?? null;
  const isKnown = Object.hasOwn(FINISH_REASONS, reason);
  return isKnown || saidAny ? null : `The model ended without an answer (${reason.slice(0, 60)}). Try again.`;
}
