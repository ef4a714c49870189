import type { FinishReason } from "@sluice/wire/chat";

/** https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  // A server tool ran long; what was said so far is said, and the client may send it back to go on.
  pause_turn: "stop",
  tool_use: "tool_calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  refusal: "content_filter",
};

/** A reason that is newer than this table ended the answer in some orderly way: "stop". */
export function finishReason(stopReason: string): FinishReason {
  return Object.hasOwn(FINISH_REASONS, stopReason) ? (FINISH_REASONS[stopReason] ?? "stop") : "stop";
}
