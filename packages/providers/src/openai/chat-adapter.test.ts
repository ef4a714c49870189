import type { ChatChunk } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { CHAT_FORMAT } from "../chat/chat-format.ts";
import { sealToolCallId } from "../chat/sealed-signature.ts";
import { callOf } from "../chat/testing/chat-call.ts";
import { mutate } from "../chat/testing/mutate.ts";
import { seededRandom, splitBytes } from "../chat/testing/split-bytes.ts";
import { MESSAGES_FORMAT } from "../messages/messages-format.ts";
import { RESPONSES_FORMAT } from "../responses/responses-format.ts";
import { compatibleChat, openAiChat } from "./chat-adapter.ts";

function sent(body: Record<string, unknown>, model = "gpt-5-mini", adapter = openAiChat) {
  const request = adapter.encodeRequest(callOf(body, model));
  if (request instanceof Denial) throw new Error(request.message);
  return { body: JSON.parse(request.body) as Record<string, unknown>, dropped: request.dropped, path: request.path };
}

test("leaves out what OpenAI refuses, and says how hard to think in its words", () => {
  const { body, dropped, path } = sent({
    messages: [
      { role: "system", content: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }] },
      { role: "user", content: "Hi." },
      { role: "assistant", content: "Ho.", reasoning_content: "Hm.", extra_content: { anthropic: {} } },
    ],
    thinking: { type: "enabled", budget_tokens: 10_000 },
    top_k: 4,
    max_tokens: 50,
    user: "u".repeat(65),
    stream: true,
  });
  expect(path).toBe("/chat/completions");
  expect(body).toEqual({
    model: "gpt-5-mini",
    messages: [
      { role: "system", content: [{ type: "text", text: "Be brief." }] },
      { role: "user", content: "Hi." },
      { role: "assistant", content: "Ho." },
    ],
    reasoning_effort: "medium",
    max_completion_tokens: 50,
    stream: true,
    stream_options: { include_usage: true },
  });
  expect(dropped).toEqual(["top_k", "user"]);
});

test("models that do not think are not told to", () => {
  expect(sent({ thinking: { type: "enabled", budget_tokens: 10_000 } }, "gpt-4o")).toMatchObject({ dropped: ["thinking"] });
  expect(sent({ thinking: { type: "enabled" } }, "gpt-4o").body).not.toHaveProperty("reasoning_effort");
});

test("compatible servers get the older words, and thoughts back", () => {
  const messages = [
    { role: "user", content: "Hi." },
    { role: "assistant", content: "Ho.", reasoning_content: "Hm." },
  ];
  expect(sent({ messages, top_k: 4, max_tokens: 50 }, "m", compatibleChat).body).toEqual({
    model: "m",
    messages,
    top_k: 4,
    max_tokens: 50,
  });
});

test("what tools showed follows their results, and ids lose what others sealed in them", () => {
  const id = sealToolCallId("call_1", ["gemini", "c2ln"]) ?? "";
  const image = { type: "image_url", image_url: { url: "https://x.test/a.png" } };
  const call = (given: string) => ({ id: given, type: "function", function: { name: "look", arguments: "{}" } });
  const { body } = sent({
    messages: [
      { role: "user", content: "Look." },
      { role: "assistant", content: null, tool_calls: [call(id), call("call_2")] },
      { role: "tool", tool_call_id: id, content: [{ type: "text", text: "Here." }, image] },
      { role: "tool", tool_call_id: "call_2", content: "Nothing." },
    ],
  });
  expect((body["messages"] as unknown[]).slice(1)).toEqual([
    { role: "assistant", content: null, tool_calls: [call("call_1"), call("call_2")] },
    { role: "tool", tool_call_id: "call_1", content: "Here.\n(Shown in the next message.)" },
    { role: "tool", tool_call_id: "call_2", content: "Nothing." },
    { role: "user", content: [{ type: "text", text: "What the tools have shown:" }, image] },
  ]);
});

const STREAM = Buffer.from(
  [
    ": hello",
    'data: {"model":"gpt-5-mini-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}',
    'data: {"model":"gpt-5-mini-1","choices":[{"index":0,"delta":{"content":"Grüße"}}]}',
    'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"look","arguments":"{}"}}]}}]}',
    'data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}',
    'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}}}',
    "data: [DONE]",
    "",
  ].join("\n\n"),
);

function decode(pieces: readonly Buffer[]) {
  const chunks: ChatChunk[] = [];
  const decoder = openAiChat.createStreamDecoder(callOf({ stream: true }, "gpt-5-mini"));
  const emit = (chunk: ChatChunk) => void chunks.push(chunk);
  for (const piece of pieces) {
    const denial = decoder.push(piece, emit);
    if (denial) return { chunks, denial, decoder };
  }
  return { chunks, denial: decoder.end(emit), decoder };
}

test("a stream is read alike however it is cut", () => {
  const whole = decode([STREAM]);
  expect(whole.denial).toBeNull();
  expect(whole.chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe("Grüße");
  expect(whole.decoder.usage()).toMatchObject({ input: 5, cacheRead: 4, output: 5 });
  expect(whole.decoder.model()).toBe("gpt-5-mini-1");
  for (let seed = 1; seed <= 200; seed++) {
    const { chunks } = decode(splitBytes(STREAM, seed % 5 === 0 ? 1 : 40, seededRandom(seed)));
    expect(chunks).toEqual(whole.chunks);
  }
});

test.each([
  ["breaks off", 'data: {"choices":[{"delta":{"content":"x"}}]}\n\n', "upstream_error"],
  ["reports an error", 'data: {"error":{"message":"Slow down.","type":"rate_limit_error"}}\n\n', "rate_limit_exceeded"],
  ["is no JSON", "data: <html>\n\n", "upstream_error"],
])("a stream that %s is refused", (_, text, code) => {
  expect(decode([Buffer.from(text)]).denial?.code).toBe(code);
});

test("an answer without choices is none, and an error in a 200 is one", () => {
  const call = callOf({}, "gpt");
  expect(openAiChat.decodeCompletion(Buffer.from("{}"), call)).toBeInstanceOf(Denial);
  expect(openAiChat.decodeCompletion(Buffer.from('{"error":{"message":"Busy.","code":503}}'), call)).toMatchObject({
    code: "upstream_overloaded",
  });
  expect(openAiChat.decodeError(401, {}, Buffer.from('{"error":{"message":"Bad key."}}'))).toMatchObject({ code: "upstream_auth_failed" });
});

test("mutated answers are read or refused in every way in, never thrown at", () => {
  const random = seededRandom(5);
  const context = { requestId: "req_1", createdSeconds: 1, body: {}, showUsage: true };
  const data = STREAM.toString()
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice(6)) as unknown);
  const call = { id: "call_1", type: "function", function: { name: "look", arguments: "{}" } };
  const message = {
    role: "assistant",
    content: "x",
    reasoning_content: "y",
    images: [{ image_url: { url: "data:," } }],
    tool_calls: [call],
  };
  const whole = { model: "m", choices: [{ message, finish_reason: "stop" }], usage: { prompt_tokens: 1, completion_tokens: 2 } };
  let refused = 0;
  for (let turn = 0; turn < 3_000; turn++) {
    const text = data.map((event) => `data: ${JSON.stringify(mutate(event, random))}\n\n`).join("");
    const { chunks, denial, decoder } = decode([Buffer.from(text)]);
    const completion = openAiChat.decodeCompletion(Buffer.from(JSON.stringify(mutate(whole, random))), callOf({}, "gpt"));
    if (denial || completion instanceof Denial) refused++;
    for (const format of [CHAT_FORMAT, MESSAGES_FORMAT, RESPONSES_FORMAT]) {
      const writer = format.createWriter(context);
      const said = chunks.map((chunk) => writer.chunk(chunk)).join("") + writer.end(decoder.usage());
      expect(said.endsWith("\n\n")).toBe(true);
      if (!(completion instanceof Denial)) JSON.stringify(format.writeAnswer(completion, context));
    }
  }
  expect(refused).toBeGreaterThan(100);
  expect(refused).toBeLessThan(2_900);
});
