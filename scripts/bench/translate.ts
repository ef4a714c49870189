// What it costs to turn a provider's streamed chunk into OpenAI's, above passing the same chunk on as it came.
import { eventMessage } from "../../packages/providers/src/aws/testing/event-message.ts";
import { CHAT_FORMAT } from "../../packages/providers/src/chat/chat-format.ts";
import { readChatRequest } from "../../packages/providers/src/chat/read-chat-request.ts";
import type { ChatCall } from "../../packages/providers/src/chat-adapter.ts";
import { chatAdapterFor } from "../../packages/providers/src/registry.ts";
import type { ChatChunk } from "../../packages/wire/src/chat.ts";
import { Denial } from "../../packages/wire/src/denial.ts";
import { EventBoundaries } from "../../packages/wire/src/sse.ts";
import { median } from "./median.ts";

type Json = Readonly<Record<string, unknown>>;

interface Stream {
  readonly provider: "ANTHROPIC" | "GEMINI" | "BEDROCK";
  readonly model: string;
  readonly begin: readonly Json[];
  readonly piece: (text: string) => Json;
  readonly end: readonly Json[];
  readonly write: (event: Json) => Buffer;
}

const sse = (event: Json) => Buffer.from(`event: ${String(event["type"])}\ndata: ${JSON.stringify(event)}\n\n`);

const USAGE = { promptTokenCount: 11, candidatesTokenCount: 7, totalTokenCount: 18 };
const candidate = (text: string, more: Json = {}) => ({
  candidates: [{ content: { role: "model", parts: [{ text }] }, index: 0, ...more }],
  usageMetadata: USAGE,
  modelVersion: "gemini-2.5-flash",
  responseId: "r",
});

const STREAMS: readonly Stream[] = [
  {
    provider: "ANTHROPIC",
    model: "claude-sonnet-4-5",
    begin: [
      { type: "message_start", message: { id: "msg_1", type: "message", role: "assistant", model: "claude", usage: { input_tokens: 9 } } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    ],
    piece: (text) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
    end: [
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 41 } },
      { type: "message_stop" },
    ],
    write: sse,
  },
  {
    provider: "GEMINI",
    model: "gemini-2.5-flash",
    begin: [],
    piece: (text) => candidate(text),
    end: [candidate("", { finishReason: "STOP" })],
    write: (event) => Buffer.from(`data: ${JSON.stringify(event)}\r\n\r\n`),
  },
  {
    provider: "BEDROCK",
    model: "anthropic.claude-sonnet-4-5-20250929-v1:0",
    begin: [{ messageStart: { role: "assistant" } }],
    piece: (text) => ({ contentBlockDelta: { contentBlockIndex: 0, delta: { text }, p: "abcdefghijklmnopqrstuvwxyz" } }),
    end: [
      { contentBlockStop: { contentBlockIndex: 0 } },
      { messageStop: { stopReason: "end_turn" } },
      { metadata: { usage: { inputTokens: 9, outputTokens: 41, totalTokens: 50 }, metrics: { latencyMs: 5 } } },
    ],
    write(event) {
      const [[type, payload] = ["", null]] = Object.entries(event);
      return eventMessage({ ":event-type": type, ":message-type": "event" }, JSON.stringify(payload));
    },
  },
];

const PIECES = 100;
const ROUNDS = 15;
const STREAMS_A_ROUND = 100;

export interface TranslationCost {
  readonly provider: string;
  /** CPU microseconds a chunk above passing it on; the median of the rounds. */
  readonly microsPerChunk: number;
}

/** Decodes, and writes as the gateway does, streams of a hundred pieces of a word each, every piece a network chunk of its own. */
export function measureTranslation(): TranslationCost[] {
  return STREAMS.map((stream) => {
    const call = callOf(stream.model);
    const pieces = Array.from({ length: PIECES }, (_, index) => stream.piece(` word${index}`));
    const network = [...stream.begin, ...pieces, ...stream.end].map(stream.write);
    const rounds: number[] = [];
    // The first rounds are the compiler's.
    for (let round = -5; round < ROUNDS; round++) {
      const passed = microsOf(() => passOn(network));
      const translated = microsOf(() => translate(stream.provider, call, network));
      if (round >= 0) rounds.push((translated - passed) / (STREAMS_A_ROUND * PIECES));
    }
    return { provider: stream.provider, microsPerChunk: median(rounds) };
  });
}

function callOf(model: string): ChatCall {
  const request = readChatRequest({ messages: [{ role: "user", content: "Hello." }], stream: true });
  if (request instanceof Denial) throw new Error(request.message);
  return { request, model, stream: true, id: "chatcmpl-1", createdSeconds: 1_750_000_000 };
}

/** CPU time and not the clock: something else may want the core meanwhile. */
function microsOf(run: () => number): number {
  const before = process.cpuUsage();
  for (let nth = 0; nth < STREAMS_A_ROUND; nth++) if (run() < PIECES) throw new Error("The benchmark's stream was not read whole.");
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** What the gateway does with bytes that it only relays: it looks where events end. */
function passOn(network: readonly Buffer[]): number {
  const boundaries = new EventBoundaries();
  let passed = 0;
  for (const piece of network) if (boundaries.endIn(piece) >= 0) passed++;
  return passed;
}

function translate(provider: Stream["provider"], call: ChatCall, network: readonly Buffer[]): number {
  const decoder = chatAdapterFor(provider)?.createStreamDecoder(call);
  if (decoder === undefined) throw new Error(`Nothing translates ${provider}.`);
  const writer = CHAT_FORMAT.createWriter({ requestId: "req_1", createdSeconds: call.createdSeconds, body: {}, showUsage: true });
  let written = 0;
  let batch = "";
  const emit = (chunk: ChatChunk) => {
    batch += writer.chunk(chunk);
    written++;
  };
  for (const piece of network) {
    const denial = decoder.push(piece, emit);
    if (denial !== null) throw new Error(denial.message);
    // The socket wants bytes.
    Buffer.from(batch);
    batch = "";
  }
  const denial = decoder.end(emit);
  if (denial !== null) throw new Error(denial.message);
  return written;
}
