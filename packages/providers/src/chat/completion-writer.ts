import {
  type AnswerImage,
  type ChatCompletion,
  type ChatMessage,
  type FinishReason,
  type ToolCall,
  usageToOpenAi,
} from "@sluice/wire/chat";
import type { TokenUsage } from "@sluice/wire/usage";
import type { ChatCall } from "../chat-adapter.ts";
import { sealToolCallId } from "./sealed-signature.ts";

export interface AnswerToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
  /** What the provider wants back with this call: sealed in the id as far as there is room. */
  readonly sealed?: unknown;
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface Answer {
  /** What the provider called its model; null when it did not say. */
  readonly model: string | null;
  readonly text: string;
  readonly refusal?: string | null;
  readonly reasoning?: string;
  readonly images?: readonly AnswerImage[];
  readonly toolCalls?: readonly AnswerToolCall[];
  readonly extra?: Readonly<Record<string, unknown>> | null;
  readonly finish: FinishReason;
  readonly usage: TokenUsage;
}

/** A whole answer as OpenAI writes it. A "stop" with tool calls is said as `tool_calls`. */
export function writeCompletion(call: Pick<ChatCall, "id" | "createdSeconds" | "model">, answer: Answer): ChatCompletion {
  const calls = (answer.toolCalls ?? []).map(writeToolCall);
  const message: ChatMessage = {
    role: "assistant",
    content: answer.text === "" && calls.length > 0 ? null : answer.text,
    refusal: answer.refusal ?? null,
    ...(answer.reasoning && { reasoning_content: answer.reasoning }),
    ...(answer.images && answer.images.length > 0 && { images: answer.images }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(answer.extra && { extra_content: answer.extra }),
  };
  const finish_reason = answer.finish === "stop" && calls.length > 0 ? "tool_calls" : answer.finish;
  return {
    id: call.id,
    object: "chat.completion",
    created: call.createdSeconds,
    model: answer.model ?? call.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason }],
    usage: usageToOpenAi(answer.usage),
  };
}

function writeToolCall({ id, name, arguments: given, sealed, extra }: AnswerToolCall): ToolCall {
  const whole = sealed === undefined ? id : (sealToolCallId(id, sealed) ?? id);
  const call: ToolCall = { id: whole, type: "function", function: { name, arguments: JSON.stringify(given ?? {}) } };
  return extra ? { ...call, extra_content: extra } : call;
}
