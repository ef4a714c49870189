import type { ChatChunk } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import { openToolCallId } from "../chat/sealed-signature.ts";
import { callOf } from "../chat/testing/chat-call.ts";
import { seededRandom, splitBytes } from "../chat/testing/split-bytes.ts";
import type { ChatCall } from "../chat-adapter.ts";
import { ANSWER_TOOL } from "./answer-format.ts";
import { decodeCompletion } from "./decode-completion.ts";
import { AnthropicStreamDecoder } from "./stream-decoder.ts";
import { CITED, REFUSED, SEARCHED, THOUGHTFUL, TWO_CALLS } from "./testing/recorded-streams.ts";

type Event = Readonly<Record<string, unknown>>;

const bytesOf = (events: readonly Event[]) =>
  Buffer.from(events.map((event) => `event: ${String(event["type"])}\ndata: ${JSON.stringify(event)}\n\n`).join(""));

interface Told {
  chunks: ChatChunk[];
  denial: Denial | null;
  usage: unknown;
}

function decode(pieces: readonly Buffer[], call: ChatCall = callOf({ stream: true })): Told {
  const decoder = new AnthropicStreamDecoder(call);
  const chunks: ChatChunk[] = [];
  const emit = (chunk: ChatChunk) => void chunks.push(chunk);
  for (const piece of pieces) {
    const denial = decoder.push(piece, emit);
    if (denial) return { chunks, denial, usage: decoder.usage() };
  }
  return { chunks, denial: decoder.end(emit), usage: decoder.usage() };
}

/** What a client makes of the chunks, calls opened and arguments joined. */
function told({ chunks }: Told) {
  const calls: { id: string; name: string; arguments: string }[] = [];
  const said = { text: "", reasoning: "", refusal: "", calls, finish: null as string | null, extra: null as unknown };
  for (const { choices } of chunks) {
    const [choice] = choices;
    said.text += choice?.delta.content ?? "";
    said.reasoning += choice?.delta.reasoning_content ?? "";
    said.refusal += choice?.delta.refusal ?? "";
    said.extra = choice?.delta.extra_content ?? said.extra;
    said.finish = choice?.finish_reason ?? said.finish;
    for (const { index, id, function: part } of choice?.delta.tool_calls ?? []) {
      const open = calls[index] ?? { id: id ?? "", name: part?.name ?? "", arguments: "" };
      calls[index] = open;
      open.arguments += part?.arguments ?? "";
    }
  }
  return said;
}

const RECORDED: Readonly<Record<string, readonly Event[]>> = { THOUGHTFUL, TWO_CALLS, REFUSED, SEARCHED, CITED };

describe.each(Object.entries(RECORDED))("%s", (_, events) => {
  const bytes = bytesOf(events);
  const whole = decode([bytes]);

  test("says the same for 200 random splits, and byte by byte", () => {
    expect(whole.denial).toBeNull();
    for (let seed = 1; seed <= 200; seed++) expect(decode(splitBytes(bytes, 1 + (seed % 64), seededRandom(seed)))).toEqual(whole);
    expect(decode([...bytes].map((byte) => Buffer.of(byte)))).toEqual(whole);
  });

  test("is denied, without a finish made up, wherever it is cut before the model has stopped", () => {
    const stop = bytes.indexOf('"stop_reason":"', bytes.indexOf('"message_delta"'));
    for (let cut = 0; cut < stop; cut += 7) {
      const { denial, chunks } = decode([bytes.subarray(0, cut)]);
      expect(denial).toBeInstanceOf(Denial);
      expect(chunks.some(({ choices }) => choices[0]?.finish_reason)).toBe(false);
    }
  });
});

test("thoughts come as reasoning, and their signatures in the call's id and whole for clients that keep more", () => {
  const said = told(decode([bytesOf(THOUGHTFUL)]));
  expect(said).toMatchObject({ text: "Let me look.", reasoning: "I should look this up — carefully.", finish: "tool_calls" });
  expect(openToolCallId(said.calls[0]?.id ?? "")).toEqual({
    id: "toolu_01",
    sealed: ["claude", ["I should look this up — carefully.", "EqQBsig=="], ["cmVkYWN0ZWQ="]],
  });
  expect(said.extra).toEqual({
    anthropic: {
      thinking_blocks: [
        { index: 0, type: "thinking", thinking: "I should look this up — carefully.", signature: "EqQBsig==" },
        { index: 1, type: "redacted_thinking", data: "cmVkYWN0ZWQ=" },
      ],
    },
  });
});

test("calls are numbered from 0 whatever their blocks' numbers, and one without arguments has an empty object", () => {
  expect(told(decode([bytesOf(TWO_CALLS)])).calls).toEqual([
    { id: "toolu_01", name: "get_weather", arguments: '{"city":"Oslo","note":"ø \\"q\\" 👍"}' },
    { id: "toolu_02", name: "ping", arguments: "{}" },
  ]);
});

test("usage is the last word on each number, cached tokens apart", () => {
  expect(decode([bytesOf(TWO_CALLS)]).usage).toEqual({
    ...NO_USAGE,
    input: 12,
    cacheRead: 60,
    cacheWrite: 30,
    output: 41,
    provenance: "reported",
  });
});

test("what was written to a cache for an hour is counted once, though a stream's end names it with all that was written", () => {
  const written = { input_tokens: 10, cache_creation_input_tokens: 30 };
  const events = [
    { type: "message_start", message: { usage: { ...written, cache_creation: { ephemeral_1h_input_tokens: 20 }, output_tokens: 1 } } },
    ...text("Yes."),
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { ...written, output_tokens: 3 } },
    { type: "message_stop" },
  ];
  expect(decode([bytesOf(events)]).usage).toMatchObject({ input: 10, cacheWrite: 10, cacheWriteHour: 20, output: 3 });
});

test("a refusal is filtered content with the provider's reason", () => {
  expect(told(decode([bytesOf(REFUSED)]))).toMatchObject({ text: "", refusal: "This was blocked.", finish: "content_filter" });
});

test("blocks and events that a chat has no word for are passed over", () => {
  expect(told(decode([bytesOf(SEARCHED)]))).toMatchObject({ text: "It rains.", calls: [], finish: "stop" });
});

test("an error in the stream ends it, as the first event too", () => {
  const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
  expect(decode([bytesOf([error])]).denial).toMatchObject({ code: "upstream_overloaded", message: "Overloaded" });
  const { chunks, denial } = decode([bytesOf([...TWO_CALLS.slice(0, 5), error])]);
  expect(denial).toMatchObject({ code: "upstream_overloaded" });
  expect(chunks.some(({ choices }) => choices[0]?.finish_reason)).toBe(false);
});

test("bytes that are no events are denied", () => {
  for (const bytes of ["<html>Proxy error</html>", "data: {oops\n\n", "", "data: [1]\n\n"])
    expect(decode([Buffer.from(bytes)]).denial).toMatchObject({ code: "upstream_error" });
});

const text = (text: string): Event[] => [
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  ...[...text].map((part) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: part } })),
  { type: "content_block_stop", index: 0 },
];
const end = (stop_reason: string): Event[] => [
  { type: "message_delta", delta: { stop_reason }, usage: { output_tokens: 3 } },
  { type: "message_stop" },
];

describe("a JSON answer that is asked for by a tool", () => {
  const call = callOf({ stream: true, response_format: { type: "json_object" } });
  const answer: Event[] = [
    { type: "content_block_start", index: 1, content_block: { type: "tool_use", id: "t", name: ANSWER_TOOL, input: {} } },
    ...['{"holi', 'day":1}'].map((partial_json) => ({
      type: "content_block_delta",
      index: 1,
      delta: { type: "input_json_delta", partial_json },
    })),
    { type: "content_block_stop", index: 1 },
  ];

  test("comes as text, and stops as text does", () => {
    expect(told(decode([bytesOf([...text("Here it is:"), ...answer, ...end("tool_use")])], call))).toMatchObject({
      text: '{"holiday":1}',
      calls: [],
      finish: "stop",
    });
  });

  test("keeps its text when the model did not call", () => {
    expect(told(decode([bytesOf([...text("I cannot."), ...end("end_turn")])], call))).toMatchObject({ text: "I cannot.", finish: "stop" });
  });

  test("reads the same when it is not streamed", () => {
    const message = {
      type: "message",
      content: [{ type: "tool_use", id: "t", name: ANSWER_TOOL, input: { holiday: 1 } }],
      stop_reason: "tool_use",
      usage: {},
    };
    expect(decodeCompletion(Buffer.from(JSON.stringify(message)), call)).toMatchObject({
      completion: { choices: [{ message: { content: '{"holiday":1}' }, finish_reason: "stop" }] },
    });
  });
});

test("a stop sequence of white space ends the answer, though Anthropic was not told of it", () => {
  const call = callOf({ stream: true, stop: ["\n\n"] });
  expect(told(decode([bytesOf([...text("One.\n\nTwo."), ...end("end_turn")])], call))).toMatchObject({ text: "One.", finish: "stop" });
  expect(told(decode([bytesOf([...text("One.\n"), ...end("max_tokens")])], call))).toMatchObject({ text: "One.\n", finish: "length" });
  const message = { type: "message", content: [{ type: "text", text: "One.\n\nTwo." }], stop_reason: "end_turn", usage: {} };
  expect(decodeCompletion(Buffer.from(JSON.stringify(message)), call)).toMatchObject({
    completion: { choices: [{ message: { content: "One." }, finish_reason: "stop" }] },
  });
});
