import type { ChatCall } from "../chat-adapter.ts";

interface ToolCallPlace {
  /** What Gemini called it: the newer models do. */
  readonly given: unknown;
  readonly candidate: number;
  /** From 0, within its candidate. */
  readonly nth: number;
}

/** Long enough for any id that a gateway makes. */
const KEPT_OF_ANSWER = 40;

/** Gemini's own id, or one that is made of the answer's: each call of each answer has another. */
export function toolCallId({ id }: Pick<ChatCall, "id">, { given, candidate, nth }: ToolCallPlace): string {
  if (typeof given === "string" && given !== "") return given;
  const answer = id.replace(/^chatcmpl-/, "").slice(-KEPT_OF_ANSWER);
  return candidate === 0 ? `call_${answer}_${nth}` : `call_${answer}_${candidate}_${nth}`;
}
