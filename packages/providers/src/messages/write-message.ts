import { type Fields, isObject } from "@sluice/definition/json";
import type { ChatMessage, ToolCall } from "@sluice/wire/chat";
import { UNPARSED_ARGUMENTS } from "../chat/chat-request.ts";
import type { AnswerContext, WholeAnswer } from "../inbound-format.ts";
import { stopReason } from "./stop-reason.ts";
import { writeUsage } from "./write-usage.ts";

/** A whole chat answer as a message of Anthropic's. */
export function writeMessage({ completion, usage }: WholeAnswer, { requestId }: AnswerContext): object {
  const [choice] = completion.choices;
  const message = choice?.message;
  return {
    id: messageId(requestId),
    type: "message",
    role: "assistant",
    model: completion.model,
    content: message ? writeContent(message) : [],
    stop_reason: stopReason(choice?.finish_reason ?? null, (message?.tool_calls?.length ?? 0) > 0),
    stop_sequence: null,
    usage: writeUsage(usage),
  };
}

/** `msg_…`, by which the request is found in the logs too. */
export function messageId(requestId: string): string {
  return `msg_${requestId.replace(/^req_/, "")}`;
}

function writeContent(message: ChatMessage): object[] {
  const text = [message.content, message.refusal].filter((part) => typeof part === "string" && part !== "");
  return [
    ...writeThinking(message),
    ...text.map((part) => ({ type: "text", text: part })),
    ...(message.images ?? []).map(({ image_url }) => ({ type: "text", text: `![](${image_url.url})` })),
    ...(message.tool_calls ?? []).map((call, index) => writeToolUse(call, index)),
  ];
}

/** Signed thoughts as they are; else what can be read of them, with an empty signature that tells that nobody needs them back. */
function writeThinking({ extra_content: extra, reasoning_content: reasoning }: ChatMessage): object[] {
  const signed = thinkingBlocksIn(extra);
  if (signed.length > 0) return signed;
  return reasoning ? [{ type: "thinking", thinking: reasoning, signature: "" }] : [];
}

/** Blocks as the Claude adapters leave them, without the index that is for OpenAI's clients. */
export function thinkingBlocksIn(extra: Fields | undefined): Fields[] {
  const own = extra?.["anthropic"];
  const blocks = isObject(own) ? own["thinking_blocks"] : null;
  if (!Array.isArray(blocks)) return [];
  return blocks.filter(isObject).map(({ index: _, ...block }) => block);
}

function writeToolUse({ id, function: called }: ToolCall, index: number): object {
  return { type: "tool_use", id: id || `toolu_${index}`, name: called.name, input: parseInput(called.arguments) };
}

/** Anthropic's input is an object. Arguments that are none stand whole under a name of their own, so that nothing is lost. */
function parseInput(json: string): Fields {
  if (typeof json !== "string" || json.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(json);
    if (isObject(value)) return value;
    if (value === null) return {};
  } catch {
    // Kept below as it is.
  }
  return { [UNPARSED_ARGUMENTS]: json };
}
