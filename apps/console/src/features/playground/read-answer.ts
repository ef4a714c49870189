import type { JsonObject } from "@sluice/definition/json";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { z } from "zod";
import type { Answer, ToldUsage, ToolCall } from "./conversation.ts";

const extra = z.record(z.string(), z.json()).nullish();
const text = z.string().nullish();
const callSchema = z.object({
  index: z.int().optional(),
  id: text,
  function: z.object({ name: text, arguments: text }).optional(),
  extra_content: extra,
});
const messageSchema = z.object({
  content: text,
  reasoning_content: text,
  reasoning: text,
  refusal: text,
  tool_calls: z.array(callSchema).nullish(),
  extra_content: extra,
});
const count = z.number().nullish();
/** What is read of a piece of a stream, and of a whole answer. What else there is does not matter here. */
const pieceSchema = z.object({
  model: text,
  choices: z.array(z.object({ delta: messageSchema.optional(), message: messageSchema.optional(), finish_reason: text })).default([]),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
      completion_tokens_details: z.object({ reasoning_tokens: count }).nullish(),
    })
    .nullish(),
});
type Piece = z.output<typeof pieceSchema>;
const errorSchema = z.object({ error: z.object({ message: z.string(), code: text, type: text }) });

export type Read = Pick<
  Answer,
  "text" | "reasoning" | "refusal" | "toolCalls" | "extra" | "finishReason" | "modelAnswered" | "usage" | "problem"
>;

export const NOTHING_READ: Read = {
  text: "",
  reasoning: "",
  refusal: "",
  toolCalls: [],
  extra: null,
  finishReason: null,
  modelAnswered: null,
  usage: null,
  problem: null,
};

const BROKE_OFF = "The stream ended before the answer did.";

/** Reads a stream of events to its end, telling what it has come to after each. An error event, and an end too soon, are told as its problem. */
export async function readStream(body: ReadableStream<Uint8Array<ArrayBuffer>>, onRead: (read: Read) => void): Promise<void> {
  let read = NOTHING_READ;
  const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  for (;;) {
    const { done, value } = await events.read();
    if (done) break;
    if (value.data === "[DONE]") return;
    read = addEvent(read, value.data);
    onRead(read);
    if (read.problem) return void events.cancel();
  }
  // Some providers end without the last word; an answer that says why it ended is whole.
  if (read.finishReason === null) onRead({ ...read, problem: problemOf(BROKE_OFF) });
}

/** A whole answer, as it comes where nothing is streamed. */
export function readWhole(body: string): Read {
  return addEvent(NOTHING_READ, body);
}

function addEvent(read: Read, data: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { ...read, problem: problemOf("The answer cannot be read: it is not JSON.") };
  }
  const error = errorSchema.safeParse(value);
  if (error.success) return { ...read, problem: problemOf(error.data.error.message, error.data.error.code ?? error.data.error.type) };
  const piece = pieceSchema.safeParse(value);
  if (!piece.success) return { ...read, problem: problemOf("The answer cannot be read: it is no chat completion.") };
  return addPiece(read, piece.data);
}

function problemOf(message: string, code: string | null = null): Answer["problem"] {
  return { status: null, code, message, retryAfterSeconds: null };
}

function addPiece(read: Read, { model, choices, usage }: Piece): Read {
  const [choice] = choices;
  const message = choice?.delta ?? choice?.message;
  return {
    ...read,
    text: read.text + (message?.content ?? ""),
    reasoning: read.reasoning + (message?.reasoning_content ?? message?.reasoning ?? ""),
    refusal: read.refusal + (message?.refusal ?? ""),
    toolCalls: (message?.tool_calls ?? []).reduce(addCall, read.toolCalls),
    extra: merge(read.extra, message?.extra_content),
    finishReason: choice?.finish_reason ?? read.finishReason,
    modelAnswered: model || read.modelAnswered,
    usage: usage ? usageOf(usage) : read.usage,
  };
}

/** Pieces of a call name it by its place; a whole answer's calls have no place but their own. */
function addCall(calls: readonly ToolCall[], piece: z.output<typeof callSchema>): readonly ToolCall[] {
  const at = piece.index ?? calls.length;
  const before = calls[at] ?? { id: "", name: "", arguments: "", extra: null };
  const next = calls.slice();
  next[at] = {
    id: piece.id || before.id,
    name: before.name + (piece.function?.name ?? ""),
    arguments: before.arguments + (piece.function?.arguments ?? ""),
    extra: merge(before.extra, piece.extra_content),
  };
  return next;
}

function merge(before: JsonObject | null, more: JsonObject | null | undefined): JsonObject | null {
  return more ? { ...before, ...more } : before;
}

function usageOf(usage: NonNullable<Piece["usage"]>): ToldUsage {
  return {
    promptTokens: usage.prompt_tokens ?? 0,
    completionTokens: usage.completion_tokens ?? 0,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
  };
}
