import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import { type AnswerToolCall, writeCompletion } from "../chat/completion-writer.ts";
import { isTooDeepAnswer } from "../chat/nesting.ts";
import { StopCutter } from "../chat/stop-cutter.ts";
import { mapToolNames, type ToolNames } from "../chat/tool-names.ts";
import type { ChatCall, DecodedCompletion } from "../chat-adapter.ts";
import { ANSWER_TOOL } from "./answer-format.ts";
import { decodeErrorEvent } from "./decode-error.ts";
import { TOOL_NAME_RULES } from "./encode-tools.ts";
import { finishReason } from "./finish-reason.ts";
import { splitStops } from "./stop-sequences.ts";
import { sealThinking, type ThinkingBlock, thinkingExtra } from "./thinking-blocks.ts";
import { readUsage } from "./usage.ts";

/** A whole answer of Anthropic's as a chat completion; a denial when it is none. */
export function decodeCompletion(body: Buffer, call: ChatCall): DecodedCompletion | Denial {
  const message = parse(body);
  if (isObject(message) && message["type"] === "error") return decodeErrorEvent(message);
  const content = isObject(message) ? message["content"] : null;
  if (!isObject(message) || message["type"] !== "message" || !Array.isArray(content) || isTooDeepAnswer(content, body.length))
    return new Denial("upstream_error", "The provider's answer could not be understood: it is not a message.");
  const said = cutAtStop(readBlocks(content as unknown[], mapToolNames(call.request.tools, TOOL_NAME_RULES)), call);
  const usage = readUsage(message["usage"]);
  const stopReason = typeof message["stop_reason"] === "string" ? message["stop_reason"] : "end_turn";
  const isAnswered = said.answer !== null && said.toolCalls.length === 0;
  const completion = writeCompletion(call, {
    model: typeof message["model"] === "string" ? message["model"] : null,
    text: said.answer ?? said.text,
    refusal: refusalIn(message["stop_details"]),
    reasoning: said.reasoning,
    toolCalls: said.toolCalls,
    extra: thinkingExtra(said.thinking),
    finish: said.stopped || (isAnswered && stopReason === "tool_use") ? "stop" : finishReason(stopReason),
    usage,
  });
  return { completion, usage };
}

/** Why the provider stopped a refused answer, where it says so. */
export function refusalIn(details: unknown): string | null {
  if (!isObject(details) || details["type"] !== "refusal") return null;
  return typeof details["explanation"] === "string" && details["explanation"] !== "" ? details["explanation"] : null;
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
  readonly thinking: ThinkingBlock[];
  readonly toolCalls: AnswerToolCall[];
}

/** Blocks that a chat has no word for (server tools and their results, citations) are passed over. */
function readBlocks(content: readonly unknown[], names: ToolNames): Said {
  const said: Said = { text: "", reasoning: "", answer: null, stopped: false, thinking: [], toolCalls: [] };
  let unsealed: ThinkingBlock[] = [];
  for (const block of content) {
    if (!isObject(block)) continue;
    if (block["type"] === "text") said.text += stringOf(block["text"]);
    else if (block["type"] === "tool_use" && block["name"] === ANSWER_TOOL) said.answer ??= JSON.stringify(block["input"] ?? {});
    else if (block["type"] === "tool_use") {
      said.toolCalls.push(toolCallOf(block, { names, thinking: unsealed }));
      unsealed = [];
    } else {
      const thought = thoughtOf(block);
      if (thought === null) continue;
      if (thought.type === "thinking") said.reasoning += thought.thinking;
      said.thinking.push(thought);
      unsealed.push(thought);
    }
  }
  return said;
}

function cutAtStop(said: Said, { request }: ChatCall): Said {
  const cutter = new StopCutter(splitStops(request.stop).applied);
  const text = cutter.push(said.text);
  return cutter.stopped ? { ...said, text, stopped: true, toolCalls: [] } : said;
}

function toolCallOf(block: Fields, { names, thinking }: { names: ToolNames; thinking: readonly ThinkingBlock[] }): AnswerToolCall {
  const call = { id: stringOf(block["id"]), name: names.toClient(stringOf(block["name"])), arguments: block["input"] };
  return thinking.length === 0 ? call : { ...call, sealed: sealThinking(thinking) };
}

function thoughtOf({ type, thinking, signature, data }: Fields): ThinkingBlock | null {
  if (type === "thinking") return { type, thinking: stringOf(thinking), signature: stringOf(signature) };
  return type === "redacted_thinking" ? { type, data: stringOf(data) } : null;
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
