import type { ChatChunk } from "@sluice/wire/chat";
import type { Denial } from "@sluice/wire/denial";
import type { TokenUsage } from "@sluice/wire/usage";
import { callOf } from "../../chat/testing/chat-call.ts";
import type { ChatCall } from "../../chat-adapter.ts";
import { GeminiStreamDecoder } from "../stream-decoder.ts";

type Json = Readonly<Record<string, unknown>>;

const USAGE = { promptTokenCount: 11, candidatesTokenCount: 7, thoughtsTokenCount: 3, totalTokenCount: 21 };

/** One answer, or one chunk of a streamed one. */
export function answerOf(parts: readonly Json[] | null, candidate: Json = {}, more: Json = {}): Json {
  const content = parts === null ? {} : { content: { role: "model", parts } };
  return {
    candidates: [{ ...content, index: 0, ...candidate }],
    usageMetadata: USAGE,
    modelVersion: "gemini-3-pro",
    responseId: "r",
    ...more,
  };
}

/** Streams in the forms that Google documents, shortened. */
export const STREAMS: Readonly<Record<string, readonly Json[]>> = {
  "text with a signature at its end": [
    answerOf([{ text: "Grüße aus " }]),
    answerOf([{ text: "Ōsaka 👋🏽" }]),
    answerOf([{ text: "", thoughtSignature: "c2ln" }], { finishReason: "STOP" }),
  ],
  "thoughts, text and two calls": [
    answerOf([{ text: "I should look — carefully.", thought: true }]),
    answerOf([{ text: "Let me look." }]),
    answerOf([
      { functionCall: { name: "get_weather", args: { city: "Oslo", note: 'ø "q" 👍' } }, thoughtSignature: "c2ln" },
      { functionCall: { name: "ping" } },
    ]),
    answerOf([{ text: "" }], { finishReason: "STOP" }),
  ],
  "arguments in pieces": [
    answerOf([{ functionCall: { name: "ping" }, thoughtSignature: "c2ln" }]),
    answerOf([{ functionCall: { name: "get_weather", willContinue: true } }]),
    answerOf([{ functionCall: { partialArgs: [{ jsonPath: "$.city", stringValue: "Os", willContinue: true }], willContinue: true } }]),
    answerOf([{ functionCall: { partialArgs: [{ jsonPath: "$.city", stringValue: "lo" }], willContinue: true } }]),
    answerOf([{ functionCall: {} }]),
    answerOf([{ text: "" }], { finishReason: "STOP" }),
  ],
  "code that ran at Google": [
    answerOf([{ executableCode: { language: "PYTHON", code: "print(1)" } }, { codeExecutionResult: { output: "1" } }]),
    answerOf([{ text: "It is 1." }], { finishReason: "STOP" }),
  ],
  "a blocked prompt": [{ promptFeedback: { blockReason: "SAFETY" }, usageMetadata: { promptTokenCount: 5, totalTokenCount: 5 } }],
};

export function sseOf(chunks: readonly Json[], lineEnd = "\r\n"): Buffer {
  return Buffer.from(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}${lineEnd}${lineEnd}`).join(""));
}

export interface Decoded {
  readonly chunks: readonly ChatChunk[];
  readonly denial: Denial | null;
  readonly usage: TokenUsage;
  readonly model: string | null;
}

export const TOOLS = ["get_weather", "ping"].map((name) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: { city: { type: "string" } } } },
}));

export function streamCall(body: Json = {}, model = "gemini-3-pro-preview"): ChatCall {
  return callOf({ stream: true, tools: TOOLS, ...body }, model);
}

export function decodeStream(pieces: readonly Buffer[], call: ChatCall = streamCall()): Decoded {
  const decoder = new GeminiStreamDecoder(call);
  const chunks: ChatChunk[] = [];
  const emit = (chunk: ChatChunk) => void chunks.push(chunk);
  let denial: Denial | null = null;
  for (const piece of pieces) {
    denial = decoder.push(piece, emit);
    if (denial !== null) break;
  }
  denial ??= decoder.end(emit);
  return { chunks, denial, usage: decoder.usage(), model: decoder.model() };
}

/** What a client makes of one choice's chunks, calls opened and arguments joined. */
export function toldBy(chunks: readonly ChatChunk[], index = 0) {
  const calls: { id: string; name: string; arguments: string; extra: unknown }[] = [];
  const said = { text: "", reasoning: "", refusal: "", calls, finish: [] as string[], extra: null as unknown, logprobs: [] as string[] };
  for (const choice of chunks.flatMap(({ choices }) => choices.filter((candidate) => candidate.index === index))) {
    said.text += choice.delta.content ?? "";
    said.reasoning += choice.delta.reasoning_content ?? "";
    said.refusal += choice.delta.refusal ?? "";
    said.extra = choice.delta.extra_content ?? said.extra;
    said.logprobs.push(...(choice.logprobs?.content ?? []).map(({ token }) => token));
    if (choice.finish_reason !== null) said.finish.push(choice.finish_reason);
    for (const call of choice.delta.tool_calls ?? []) {
      const open = calls[call.index] ?? {
        id: call.id ?? "",
        name: call.function?.name ?? "",
        arguments: "",
        extra: call.extra_content ?? null,
      };
      calls[call.index] = open;
      open.arguments += call.function?.arguments ?? "";
    }
  }
  return said;
}
