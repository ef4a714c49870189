import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { callOf } from "../chat/testing/chat-call.ts";
import { ANSWER_TOOL } from "./answer-format.ts";
import { decodeCompletion } from "./decode-completion.ts";
import { answerOf, decodeStream, STREAMS, sseOf, streamCall, TOOLS, toldBy } from "./testing/answers.ts";
import { bodyOf } from "./testing/encoding.ts";

const MODEL = "gemini-3-pro-preview";

function decode(answer: unknown, body: Record<string, unknown> = { tools: TOOLS }, model = MODEL) {
  const decoded = decodeCompletion(Buffer.from(JSON.stringify(answer)), callOf(body, model));
  if (decoded instanceof Denial) throw new Error(decoded.message);
  return decoded;
}
const denied = (answer: unknown) => decodeCompletion(Buffer.from(JSON.stringify(answer)), callOf({}, MODEL));

test.each([
  ["STOP", "stop"],
  ["MAX_TOKENS", "length"],
  ["SAFETY", "content_filter"],
  ["RECITATION", "content_filter"],
  ["LANGUAGE", "content_filter"],
  ["BLOCKLIST", "content_filter"],
  ["PROHIBITED_CONTENT", "content_filter"],
  ["SPII", "content_filter"],
  ["IMAGE_SAFETY", "content_filter"],
])("%s without content is an empty answer that ended with %s", (finishReason, expected) => {
  for (const parts of [null, []]) {
    const { completion } = decode(answerOf(parts, { finishReason }));
    expect(completion.choices[0]).toMatchObject({ finish_reason: expected, message: { content: "", refusal: null } });
  }
});

test.each(["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "OTHER", "NO_IMAGE", "YET_TO_COME"])(
  "%s without content is no answer",
  (finishReason) => {
    expect(denied(answerOf(null, { finishReason }))).toMatchObject({ code: "upstream_error", status: 502 });
  },
);

test("a reason that nobody knows ends what was said in good order", () => {
  expect(decode(answerOf([{ text: "Hi." }], { finishReason: "YET_TO_COME" })).completion.choices[0]?.finish_reason).toBe("stop");
  expect(decode(answerOf([{ text: "Hi." }])).completion.choices[0]?.finish_reason).toBe("stop");
  expect(denied(answerOf([]))).toMatchObject({ code: "upstream_error" });
});

test("a blocked prompt is told as filtered, with the reason", () => {
  const { completion, usage } = decode({
    promptFeedback: { blockReason: "PROHIBITED_CONTENT", blockReasonMessage: "Not this." },
    usageMetadata: { promptTokenCount: 5, totalTokenCount: 5 },
  });
  expect(completion.choices[0]).toMatchObject({ finish_reason: "content_filter", message: { content: "", refusal: "Not this." } });
  expect(usage).toMatchObject({ input: 5, output: 0 });
});

test.each([{}, null, [], { hello: "world" }, { candidates: [] }, { candidates: "x" }, { usageMetadata: {} }])(
  "%j is no answer",
  (answer) => {
    expect(denied(answer)).toMatchObject({ code: "upstream_error", status: 502 });
  },
);

test("an error in a 200 is an error", () => {
  expect(denied({ error: { code: 429, message: "Quota.", status: "RESOURCE_EXHAUSTED" } })).toMatchObject({
    code: "rate_limit_exceeded",
    message: "Quota.",
  });
  expect(denied([{ error: { code: 429, message: "Quota.", status: "RESOURCE_EXHAUSTED" } }])).toMatchObject({ status: 429 });
});

test("an image that was drawn stands beside the text, whole and streamed", () => {
  const answer = answerOf([{ text: "Here:" }, { inlineData: { mimeType: "image/png", data: "iVBORw0KGgo=" } }], { finishReason: "STOP" });
  const images = [{ type: "image_url", index: 0, image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } }];
  expect(decode(answer).completion.choices[0]?.message).toMatchObject({ content: "Here:", images });
  const { chunks } = decodeStream([sseOf([answer])]);
  expect(chunks.flatMap(({ choices }) => choices[0]?.delta.images ?? [])).toEqual(images);
});

test("names that went under others come back, also out of the module that Gemini imagines", () => {
  const names = ["crm.find/customer", "get_weather"];
  const tools = names.map((name) => ({ type: "function", function: { name } }));
  const sent = bodyOf({ tools }).tools?.[0]?.functionDeclarations.map(({ name }) => name) ?? [];
  const parts = [{ functionCall: { name: sent[0] } }, { functionCall: { name: `default_api.${sent[1]}`, id: "own-1" } }];
  const calls = decode(answerOf(parts, { finishReason: "STOP" }), { tools }).completion.choices[0]?.message.tool_calls;
  expect(calls?.map(({ id, function: { name, arguments: args } }) => [id, name, args])).toEqual([
    ["call_1_0", "crm.find/customer", "{}"],
    ["own-1", "get_weather", "{}"],
  ]);
});

test("several candidates are several choices with their log probabilities", () => {
  const candidate = (text: string) => ({
    content: { parts: [{ text }] },
    finishReason: "STOP",
    logprobsResult: { chosenCandidates: [{ token: text, logProbability: -1 }] },
  });
  const { choices } = decode({ candidates: [candidate("One."), candidate("Two.")] }, { n: 2, logprobs: true }).completion;
  expect(choices.map(({ index, message, logprobs }) => [index, message.content, logprobs?.content?.[0]?.token])).toEqual([
    [0, "One.", "One."],
    [1, "Two.", "Two."],
  ]);
});

test("an answer that a function gives is text, with and without a schema", () => {
  const answered = (args: unknown, response_format: unknown) =>
    decode(
      answerOf([{ functionCall: { name: ANSWER_TOOL, args } }], { finishReason: "STOP" }),
      { tools: TOOLS, response_format },
      "gemini-2.5-pro",
    ).completion.choices[0];
  expect(answered({ day: "Leap" }, { type: "json_schema", json_schema: { name: "x", schema: {} } })).toMatchObject({
    finish_reason: "stop",
    message: { content: '{"day":"Leap"}' },
  });
  expect(answered({ sluice_json_text: '{"a":1}' }, { type: "json_object" })).toMatchObject({
    finish_reason: "stop",
    message: { content: '{"a":1}' },
  });
});

test.each(Object.entries(STREAMS).filter(([, chunks]) => !JSON.stringify(chunks).includes("partialArgs")))(
  "%s says the same whole as streamed",
  (_, chunks) => {
    const parts = chunks.flatMap(
      (chunk) => (chunk as { candidates?: { content?: { parts?: unknown[] } }[] }).candidates?.[0]?.content?.parts ?? [],
    );
    const whole = parts.length === 0 ? chunks[0] : answerOf(parts as Record<string, unknown>[], { finishReason: "STOP" });
    const [choice] = decode(whole, { tools: TOOLS }).completion.choices;
    const streamed = toldBy(decodeStream([sseOf(chunks)], streamCall()).chunks);
    expect({
      text: choice?.message.content ?? "",
      reasoning: choice?.message.reasoning_content ?? "",
      refusal: choice?.message.refusal ?? "",
      extra: choice?.message.extra_content ?? null,
    }).toEqual({
      text: streamed.text,
      reasoning: streamed.reasoning,
      refusal: streamed.refusal,
      extra: streamed.extra,
    });
    expect((choice?.message.tool_calls ?? []).map((call) => [call.id, call.function.name, call.function.arguments])).toEqual(
      streamed.calls.map((call) => [call.id, call.name, call.arguments]),
    );
    expect([choice?.finish_reason]).toEqual(streamed.finish);
  },
);
