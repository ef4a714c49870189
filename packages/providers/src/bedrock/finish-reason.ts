import type { FinishReason } from "@sluice/wire/chat";

/** `stopReason` (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html). */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool_calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  guardrail_intervened: "content_filter",
  content_filtered: "content_filter",
};

/** The model failed at what it was about to do: whatever came before is no answer. */
const FAILURES: Readonly<Record<string, string>> = {
  malformed_tool_use: "The model made a tool call that could not be read. Try again.",
  malformed_model_output: "The model gave an answer that could not be read. Try again.",
};

/** A reason that is newer than this table ended the answer in some orderly way: "stop". */
export function finishReason(stopReason: string): FinishReason {
  return Object.hasOwn(FINISH_REASONS, stopReason) ? (FINISH_REASONS[stopReason] ?? "stop") : "stop";
}

/** Why there is no answer although the provider said 200; null when there is one. */
export function failureOf(stopReason: string): string | null {
  return Object.hasOwn(FAILURES, stopReason) ? (FAILURES[stopReason] ?? null) : null;
}
