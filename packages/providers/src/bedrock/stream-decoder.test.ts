import type { ChatChunk } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import { ANSWER_TOOL } from "../anthropic/answer-format.ts";
import { eventMessage } from "../aws/testing/event-message.ts";
import { openToolCallId } from "../chat/sealed-signature.ts";
import { seededRandom, splitBytes } from "../chat/testing/split-bytes.ts";
import type { ChatCall } from "../chat-adapter.ts";
import { BedrockStreamDecoder } from "./stream-decoder.ts";
import {
  begin,
  converseCall,
  end,
  SEARCHED,
  type StreamEvent,
  streamBytes,
  THOUGHTFUL,
  TWO_CALLS,
  textEvents,
  useEvents,
} from "./testing/converse.ts";

interface Told {
  chunks: ChatChunk[];
  denial: Denial | null;
  usage: unknown;
}

function decode(pieces: readonly Buffer[], call: ChatCall = converseCall({ stream: true })): Told {
  const decoder = new BedrockStreamDecoder(call);
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
  const said = { text: "", reasoning: "", calls, finish: null as string | null, extra: null as unknown };
  for (const { choices } of chunks) {
    const [choice] = choices;
    said.text += choice?.delta.content ?? "";
    said.reasoning += choice?.delta.reasoning_content ?? "";
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

describe.each(Object.entries({ THOUGHTFUL, TWO_CALLS, SEARCHED }))("%s", (_, events) => {
  const bytes = streamBytes(events);
  const whole = decode([bytes]);

  test("says the same for 200 random splits, and byte by byte", () => {
    expect(whole.denial).toBeNull();
    for (let seed = 1; seed <= 200; seed++) expect(decode(splitBytes(bytes, 1 + (seed % 64), seededRandom(seed)))).toEqual(whole);
    expect(decode([...bytes].map((byte) => Buffer.of(byte)))).toEqual(whole);
  });

  test("is denied, without a finish made up, wherever it is cut before the model has stopped", () => {
    const beforeStop = streamBytes(events.slice(0, -2)).length;
    for (let cut = 0; cut <= beforeStop; cut += 7) {
      const { denial, chunks } = decode([bytes.subarray(0, cut)]);
      expect(denial).toBeInstanceOf(Denial);
      expect(chunks.some(({ choices }) => choices[0]?.finish_reason)).toBe(false);
    }
  });
});

test("thoughts come as reasoning, and their signatures in the call's id and whole for clients that keep more", () => {
  const said = told(decode([streamBytes(THOUGHTFUL)]));
  expect(said).toMatchObject({ text: "Let me look.", reasoning: "I should look this up — carefully.", finish: "tool_calls" });
  expect(openToolCallId(said.calls[0]?.id ?? "")).toEqual({
    id: "tooluse_3",
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

test("thoughts without a signature are for reading only", () => {
  const events = [
    begin,
    { contentBlockDelta: { contentBlockIndex: 0, delta: { reasoningContent: { text: "Hm." } } } },
    ...textEvents("Hi.", 1),
    ...end("end_turn"),
  ];
  expect(told(decode([streamBytes(events)]))).toMatchObject({ reasoning: "Hm.", text: "Hi.", extra: null });
});

test("encrypted thoughts in pieces are one", () => {
  const piece = (redactedContent: string): StreamEvent => ({
    contentBlockDelta: { contentBlockIndex: 0, delta: { reasoningContent: { redactedContent } } },
  });
  const events = [begin, piece("YQ=="), piece("Yg=="), ...textEvents("Hi.", 1), ...end("end_turn")];
  expect(told(decode([streamBytes(events)])).extra).toMatchObject({ anthropic: { thinking_blocks: [{ data: "YWI=" }] } });
});

test("calls are numbered from 0, and one without arguments has an empty object", () => {
  expect(told(decode([streamBytes(TWO_CALLS)])).calls).toEqual([
    { id: "tooluse_0", name: "get_weather", arguments: '{"city":"Oslo","note":"ø \\"q\\" 👍"}' },
    { id: "tooluse_1", name: "ping", arguments: "{}" },
  ]);
});

test("usage comes last, cached tokens apart; without it the answer is whole all the same", () => {
  const { usage, chunks } = decode([streamBytes(TWO_CALLS)]);
  expect(usage).toEqual({ ...NO_USAGE, input: 10, cacheRead: 60, cacheWrite: 30, output: 41, provenance: "reported" });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 100, completion_tokens: 41, total_tokens: 141 } });
  expect(decode([streamBytes(TWO_CALLS.slice(0, -1))])).toMatchObject({ denial: null, usage: { provenance: "none" } });
});

test("tools that Bedrock runs by itself, and events of the future, are passed over", () => {
  expect(told(decode([streamBytes(SEARCHED)]))).toMatchObject({ text: "It rains.", calls: [], finish: "stop" });
});

test("an exception ends the stream, as the first event too", () => {
  const exception = { throttlingException: { message: "Too many requests." } };
  expect(decode([streamBytes([exception])])).toMatchObject({
    chunks: [],
    denial: { code: "rate_limit_exceeded", message: "Too many requests." },
  });
  const { chunks, denial } = decode([streamBytes([...TWO_CALLS.slice(0, 3), exception])]);
  expect(denial).toMatchObject({ code: "rate_limit_exceeded" });
  expect(chunks.some(({ choices }) => choices[0]?.finish_reason)).toBe(false);
  const error = eventMessage({ ":message-type": "error", ":error-code": "InternalFailure", ":error-message": "Broken." }, "");
  expect(decode([error]).denial).toMatchObject({ code: "upstream_error", message: "Broken." });
});

test("an answer that the model broke is denied, not told as whole", () => {
  expect(decode([streamBytes([begin, ...end("malformed_tool_use")])]).denial).toMatchObject({ code: "upstream_error" });
});

test("bytes that are no events are denied", () => {
  for (const bytes of ["<html>Proxy error</html>", "data: {}\n\ndata: {}\n\n", ""])
    expect(decode([Buffer.from(bytes)]).denial).toMatchObject({ code: "upstream_error" });
  const broken = eventMessage({ ":message-type": "event", ":event-type": "contentBlockDelta" }, "{oops");
  expect(decode([broken]).denial).toMatchObject({ code: "upstream_error" });
});

describe("a JSON answer that is asked for by a tool", () => {
  const call = converseCall({ stream: true, response_format: { type: "json_object" } });
  const answer = useEvents(1, ANSWER_TOOL, ['{"holi', 'day":1}']);

  test("comes as text, and stops as text does", () => {
    expect(told(decode([streamBytes([begin, ...textEvents("Here it is:"), ...answer, ...end("tool_use")])], call))).toMatchObject({
      text: '{"holiday":1}',
      calls: [],
      finish: "stop",
    });
  });

  test("keeps its text when the model did not call", () => {
    expect(told(decode([streamBytes([begin, ...textEvents("I cannot."), ...end("end_turn")])], call))).toMatchObject({
      text: "I cannot.",
      finish: "stop",
    });
  });

  test("is the first one when there are two", () => {
    const second = useEvents(2, ANSWER_TOOL, ['{"holiday":2}']);
    expect(told(decode([streamBytes([begin, ...answer, ...second, ...end("tool_use")])], call))).toMatchObject({ text: '{"holiday":1}' });
  });
});

test("stop sequences that Bedrock was not told of end the answer", () => {
  const blank = converseCall({ stream: true, stop: ["\n\n"] });
  expect(told(decode([streamBytes([begin, ...textEvents("One.\n\nTwo."), ...end("end_turn")])], blank))).toMatchObject({
    text: "One.",
    finish: "stop",
  });
  expect(told(decode([streamBytes([begin, ...textEvents("One.\n"), ...end("max_tokens")])], blank))).toMatchObject({
    text: "One.\n",
    finish: "length",
  });
});
