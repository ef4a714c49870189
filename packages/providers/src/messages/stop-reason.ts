import type { FinishReason } from "@sluice/wire/chat";

export type StopReason = "end_turn" | "max_tokens" | "tool_use" | "refusal";

const STOP_REASONS: Readonly<Record<FinishReason, StopReason>> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "refusal",
};

/**
 * Why an answer ended, in Anthropic's words. Providers do not tell a stop sequence from an end: both are `end_turn`.
 * `saidTools`: some servers say "stop" after tool calls, and an agent would not run them.
 */
export function stopReason(finish: string | null, saidTools: boolean): StopReason {
  const reason = finish !== null && Object.hasOwn(STOP_REASONS, finish) ? STOP_REASONS[finish as FinishReason] : "end_turn";
  return saidTools && reason === "end_turn" ? "tool_use" : reason;
}
