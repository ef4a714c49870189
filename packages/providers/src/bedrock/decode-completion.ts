import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import { ANSWER_TOOL } from "../anthropic/answer-format.ts";
import { sealThinking, type ThinkingBlock, thinkingExtra } from "../anthropic/thinking-blocks.ts";
import { type AnswerToolCall, writeCompletion } from "../chat/completion-writer.ts";
import { isTooDeepAnswer } from "../chat/nesting.ts";
import { StopCutter } from "../chat/stop-cutter.ts";
import { mapToolNames, type ToolNames } from "../chat/tool-names.ts";
import type { ChatCall, DecodedCompletion } from "../chat-adapter.ts";
import { TOOL_NAME_RULES } from "./encode-tools.ts";
import { failureOf, finishReason } from "./finish-reason.ts";
import { bedrockFeatures } from "./model-features.ts";
import { Reasoning, signedThoughts } from "./reasoning.ts";
import { splitStops } from "./stop-sequences.ts";
import { readUsage } from "./usage.ts";

const NO_MESSAGE = "The provider's answer could not be understood: it is not a message.";

/** A whole answer of Converse's as a chat completion; a denial when it is none. Converse does not say which model answered. */
export function decodeCompletion(body: Buffer, call: ChatCall): DecodedCompletion | Denial {
  const answer = parse(body);
  const content = contentIn(answer);
  if (!isObject(answer) || content === null || isTooDeepAnswer(content, body.length)) return new Denial("upstream_error", NO_MESSAGE);
  const stopReason = typeof answer["stopReason"] === "string" ? answer["stopReason"] : "end_turn";
  const failure = failureOf(stopReason);
  if (failure !== null) return new Denial("upstream_error", failure);
  const said = cutAtStop(readBlocks(content, mapToolNames(call.request.tools, TOOL_NAME_RULES)), call);
  const usage = readUsage(answer["usage"]);
  const isAnswered = said.answer !== null && said.toolCalls.length === 0;
  const completion = writeCompletion(call, {
    model: null,
    text: said.answer ?? said.text,
    reasoning: said.reasoning,
    toolCalls: said.toolCalls,
    extra: thinkingExtra(said.thoughts),
    finish: said.stopped || (isAnswered && stopReason === "tool_use") ? "stop" : finishReason(stopReason),
    usage,
  });
  return { completion, usage };
}

function contentIn(answer: unknown): readonly unknown[] | null {
  const output = isObject(answer) ? answer["output"] : null;
  const message = isObject(output) ? output["message"] : null;
  const content = isObject(message) ? message["content"] : null;
  return Array.isArray(content) ? content : null;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

interface Said {
  text: string;
  reasoning: string;
  /** The JSON of a format that was asked for by a tool. */
  answer: string | null;
  /** A stop sequence that is applied here has ended the text, and with it all that came after. */
  stopped: boolean;
  readonly thoughts: ThinkingBlock[];
  readonly toolCalls: AnswerToolCall[];
}

/** Blocks that a chat has no word for (tools that Bedrock runs by itself, images) are passed over. */
function readBlocks(content: readonly unknown[], names: ToolNames): Said {
  const said: Said = { text: "", reasoning: "", answer: null, stopped: false, thoughts: [], toolCalls: [] };
  let unsealed: ThinkingBlock[] = [];
  for (const block of content) {
    if (!isObject(block)) continue;
    const { text, toolUse, reasoningContent, citationsContent } = block;
    if (typeof text === "string") said.text += text;
    else if (isObject(citationsContent)) said.text += citedText(citationsContent["content"]);
    else if (isObject(reasoningContent)) unsealed.push(...readThought(reasoningContent, said));
    else if (isObject(toolUse) && toolUse["name"] === ANSWER_TOOL) said.answer ??= JSON.stringify(toolUse["input"] ?? {});
    else if (isObject(toolUse) && (toolUse["type"] ?? "tool_use") === "tool_use") {
      said.toolCalls.push(toolCallOf(toolUse, { names, thoughts: unsealed, nth: said.toolCalls.length }));
      unsealed = [];
    }
  }
  return said;
}

function readThought(content: Fields, said: Said): ThinkingBlock[] {
  const reasoning = new Reasoning();
  const { reasoningText } = content;
  said.reasoning += reasoning.add(isObject(reasoningText) ? reasoningText : content);
  const thoughts = signedThoughts([reasoning.block()]);
  said.thoughts.push(...thoughts);
  return thoughts;
}

function citedText(content: unknown): string {
  if (!Array.isArray(content)) return "";
  return (content as unknown[]).map((part) => (isObject(part) && typeof part["text"] === "string" ? part["text"] : "")).join("");
}

interface CallContext {
  readonly names: ToolNames;
  readonly thoughts: readonly ThinkingBlock[];
  readonly nth: number;
}

function toolCallOf({ toolUseId, name, input }: Fields, { names, thoughts, nth }: CallContext): AnswerToolCall {
  const call = { id: String(toolUseId ?? `tooluse_${nth}`), name: names.toClient(String(name ?? "")), arguments: input };
  return thoughts.length === 0 ? call : { ...call, sealed: sealThinking(thoughts) };
}

function cutAtStop(said: Said, { request, model }: ChatCall): Said {
  const cutter = new StopCutter(splitStops(request.stop, bedrockFeatures(model)).applied);
  const text = cutter.push(said.text);
  return cutter.stopped ? { ...said, text, stopped: true, toolCalls: [] } : said;
}
