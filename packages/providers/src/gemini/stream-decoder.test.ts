import { describe, expect, test } from "vitest";
import { openToolCallId } from "../chat/sealed-signature.ts";
import { seededRandom, splitBytes } from "../chat/testing/split-bytes.ts";
import { ANSWER_TOOL } from "./answer-format.ts";
import { answerOf, decodeStream, STREAMS, sseOf, streamCall, toldBy } from "./testing/answers.ts";

const one = (...chunks: readonly Record<string, unknown>[]) => decodeStream([sseOf(chunks)]);

describe.each(Object.entries(STREAMS))("%s", (_, chunks) => {
  const whole = decodeStream([sseOf(chunks)]);

  test("is told alike in any pieces and with any line ends", () => {
    expect(whole.denial).toBeNull();
    const random = seededRandom(7);
    for (const lineEnd of ["\r\n", "\n", "\r"]) {
      const bytes = sseOf(chunks, lineEnd);
      for (const longest of [1, 2, 7, 100]) expect(decodeStream(splitBytes(bytes, longest, random))).toEqual(whole);
    }
  });

  test("is told alike as one JSON array, in any pieces", () => {
    const random = seededRandom(8);
    const bytes = Buffer.from(`[${chunks.map((chunk) => JSON.stringify(chunk, null, 2)).join(",\r\n")}\n]\n`);
    for (const longest of [1, 5, 10_000]) expect(decodeStream(splitBytes(bytes, longest, random))).toEqual(whole);
  });

  test("is denied when it is cut off before its end", () => {
    const bytes = sseOf(chunks);
    const random = seededRandom(9);
    const { length } = sseOf(chunks.slice(0, -1));
    for (let run = 0; run < 20; run++) {
      const cut = decodeStream([bytes.subarray(0, Math.floor(random() * length))]);
      expect(cut.denial).toMatchObject({ code: "upstream_error" });
      expect(toldBy(cut.chunks).finish).toEqual([]);
    }
  });

  test("has OpenAI's form: the role first, one finish reason, the usage last", () => {
    const all = whole.chunks;
    expect(all[0]?.choices[0]?.delta.role).toBe("assistant");
    expect(toldBy(all).finish).toHaveLength(1);
    expect(all.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
    expect(new Set(all.map(({ id, created }) => `${id} ${created}`)).size).toBe(1);
  });
});

test("thoughts stand apart from text, and a call's signature goes along twice", () => {
  const { chunks, usage, model } = one(...(STREAMS["thoughts, text and two calls"] ?? []));
  const said = toldBy(chunks);
  expect(said).toMatchObject({ text: "Let me look.", reasoning: "I should look — carefully.", finish: ["tool_calls"] });
  expect(said.calls.map(({ name, arguments: args }) => [name, JSON.parse(args)])).toEqual([
    ["get_weather", { city: "Oslo", note: 'ø "q" 👍' }],
    ["ping", {}],
  ]);
  const [first, second] = said.calls;
  expect(openToolCallId(first?.id ?? "")).toEqual({ id: "call_1_0", sealed: ["gemini", "c2ln"] });
  expect(first?.extra).toEqual({ google: { thought_signature: "c2ln" } });
  expect([second?.id, second?.extra]).toEqual(["call_1_1", null]);
  expect(usage).toMatchObject({ input: 11, output: 7, reasoning: 3 });
  expect(model).toBe("gemini-3-pro");
  expect(chunks[0]?.model).toBe("gemini-3-pro");
});

test("arguments in pieces are told whole", () => {
  expect(toldBy(one(...(STREAMS["arguments in pieces"] ?? [])).chunks).calls.map(({ name, arguments: args }) => [name, args])).toEqual([
    ["ping", "{}"],
    ["get_weather", '{"city":"Oslo"}'],
  ]);
});

test("a text's signature is told once, whole", () => {
  const { chunks } = one(...(STREAMS["text with a signature at its end"] ?? []));
  expect(toldBy(chunks)).toMatchObject({
    text: "Grüße aus Ōsaka 👋🏽",
    extra: { google: { thought_signature: "c2ln" } },
    finish: ["stop"],
  });
  expect(chunks.filter(({ choices }) => choices[0]?.delta.extra_content)).toHaveLength(1);
});

test("a blocked prompt is told as filtered, with the reason", () => {
  expect(toldBy(one(...(STREAMS["a blocked prompt"] ?? [])).chunks)).toMatchObject({
    text: "",
    refusal: "The provider blocked the prompt (SAFETY).",
    finish: ["content_filter"],
  });
});

test("a finish reason in every chunk, or before the last text, ends the answer once", () => {
  const { chunks } = one(
    answerOf([{ text: "One, " }], { finishReason: "STOP" }),
    answerOf([{ text: "two." }], { finishReason: "MAX_TOKENS" }),
    { usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 2, totalTokenCount: 7 } },
  );
  expect(toldBy(chunks)).toMatchObject({ text: "One, two.", finish: ["length"] });
  expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 5, total_tokens: 10 });
});

test("an answer without usage is told, its usage unknown", () => {
  const { denial, usage } = one({ candidates: [{ content: { parts: [{ text: "Hi." }] }, finishReason: "STOP" }] });
  expect([denial, usage.provenance]).toEqual([null, "none"]);
});

test("a model that failed is denied without a finish", () => {
  const { denial, chunks } = one(answerOf([{ text: "Let me" }]), answerOf(null, { finishReason: "MALFORMED_FUNCTION_CALL" }));
  expect(denial).toMatchObject({ code: "upstream_error" });
  expect(toldBy(chunks).finish).toEqual([]);
  expect(one(answerOf(null, { finishReason: "OTHER" })).denial).toMatchObject({ code: "upstream_error" });
  expect(toldBy(one(answerOf([{ text: "Hi." }], { finishReason: "OTHER" })).chunks).finish).toEqual(["stop"]);
});

const ERROR = { error: { code: 503, message: "The model is overloaded.", status: "UNAVAILABLE" } };

test.each([
  ["an event", sseOf([ERROR])],
  ["an event with an array", Buffer.from(`data: ${JSON.stringify([ERROR])}\n\n`)],
  ["a bare object", Buffer.from(JSON.stringify(ERROR, null, 2))],
  ["a bare array", Buffer.from(JSON.stringify([ERROR], null, 2))],
  ["an event midway", Buffer.concat([sseOf([answerOf([{ text: "Hi" }])]), sseOf([ERROR])])],
  ["bare JSON midway", Buffer.concat([sseOf([answerOf([{ text: "Hi" }])]), Buffer.from(JSON.stringify(ERROR, null, 2))])],
])("an error as %s is told in its own words", (_, bytes) => {
  for (const pieces of [[bytes], splitBytes(bytes, 3, seededRandom(1))]) {
    const { denial, chunks } = decodeStream(pieces);
    expect(denial).toMatchObject({ code: "upstream_overloaded", message: "The model is overloaded." });
    expect(toldBy(chunks).finish).toEqual([]);
  }
});

test.each(["", "\r\n\r\n", "data: {not json\n\n", "<html>Proxy error</html>", "[]", "{}", "data: null\n\n", 'data: {"hello":"world"}\n\n'])(
  "%j is no answer",
  (text) => {
    expect(decodeStream([Buffer.from(text)]).denial).toMatchObject({ code: "upstream_error" });
  },
);

test("comments, ids and events without a space are read", () => {
  const chunk = JSON.stringify(answerOf([{ text: "Hi." }], { finishReason: "STOP" }));
  const { denial, chunks } = decodeStream([Buffer.from(`: keep-alive\n\nevent: x\nid: 7\nretry: 10\ndata:${chunk}\n\ndata: [DONE]\n\n`)]);
  expect([denial, toldBy(chunks).text]).toEqual([null, "Hi."]);
});

test("several candidates are several choices, each whole", () => {
  const both = (first: string, second: string, more = {}) => ({
    candidates: [
      { index: 0, content: { parts: [{ text: first }] }, ...more },
      { index: 1, content: { parts: [{ text: second }, { functionCall: { name: "ping" } }] }, ...more },
    ],
  });
  const { chunks, denial } = decodeStream([sseOf([both("A", "x"), both("B", "y", { finishReason: "STOP" })])], streamCall({ n: 2 }));
  expect(denial).toBeNull();
  expect(toldBy(chunks, 0)).toMatchObject({ text: "AB", calls: [], finish: ["stop"] });
  expect(toldBy(chunks, 1)).toMatchObject({ text: "xy", finish: ["tool_calls"] });
  expect(toldBy(chunks, 1).calls.map(({ id }) => id)).toEqual(["call_1_1_0", "call_1_1_1"]);
  expect(chunks.filter(({ choices }) => choices.length === 0)).toHaveLength(1);
});

test("log probabilities go with their text", () => {
  const logprobsResult = {
    chosenCandidates: [{ token: "Hi", tokenId: 1, logProbability: -0.1 }],
    topCandidates: [{ candidates: [{ token: "Hi", logProbability: -0.1 }, { token: "Yo" }] }],
  };
  const { chunks } = one(answerOf([{ text: "Hi" }], { logprobsResult, finishReason: "STOP" }));
  expect(toldBy(chunks).logprobs).toEqual(["Hi"]);
  expect(chunks.find(({ choices }) => choices[0]?.logprobs)?.choices[0]?.logprobs?.content?.[0]).toEqual({
    token: "Hi",
    logprob: -0.1,
    bytes: [72, 105],
    top_logprobs: [
      { token: "Hi", logprob: -0.1, bytes: [72, 105] },
      { token: "Yo", logprob: 0, bytes: [89, 111] },
    ],
  });
});

test("an answer that a function gives is text; a real call comes before it", () => {
  const call = streamCall(
    {
      response_format: {
        type: "json_schema",
        json_schema: { name: "x", schema: { type: "object", properties: { day: { type: "string" } } } },
      },
    },
    "gemini-2.5-flash",
  );
  const answered = decodeStream(
    [sseOf([answerOf([{ text: "Hm." }, { functionCall: { name: ANSWER_TOOL, args: { day: "Leap" } } }], { finishReason: "STOP" })])],
    call,
  );
  expect(toldBy(answered.chunks)).toMatchObject({ text: '{"day":"Leap"}', calls: [], finish: ["stop"] });
  const called = decodeStream([sseOf([answerOf([{ functionCall: { name: "ping" } }], { finishReason: "STOP" })])], call);
  expect(toldBy(called.chunks)).toMatchObject({ text: "", finish: ["tool_calls"] });
  const said = decodeStream([sseOf([answerOf([{ text: "Just text." }], { finishReason: "STOP" })])], call);
  expect(toldBy(said.chunks)).toMatchObject({ text: "Just text.", finish: ["stop"] });
});
