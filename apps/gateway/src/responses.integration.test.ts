import { bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { claude, gemini } from "./testing/provider-targets.ts";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

let upstream: FakeUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream(() => {});
  gateway = await startTestGateway(testApi([target(upstream.origin)]));
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});
afterEach(() => {
  gateway.records.length = 0;
  upstream.seen.length = 0;
  gateway.api = testApi([target(upstream.origin)]);
});

const client = () => new OpenAI({ apiKey: KEY, baseURL: gateway.url, maxRetries: 0 });
const HELLO = { model: "group:gpt", input: "Hello." };
const LOOK = {
  type: "function" as const,
  name: "look",
  description: "Looks.",
  parameters: { type: "object", properties: { at: { type: "string" } } },
  strict: false,
};
const claudeEvents = (...all: readonly (Record<string, unknown> & { type: string })[]) =>
  all.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

const CLAUDE_STREAM = claudeEvents(
  {
    type: "message_start",
    message: { id: "m", type: "message", role: "assistant", model: "claude-x", content: [], usage: { input_tokens: 7, output_tokens: 1 } },
  },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Look" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "ing." } },
  { type: "content_block_stop", index: 0 },
  { type: "content_block_start", index: 1, content_block: { type: "tool_use", id: "toolu_1", name: "look", input: {} } },
  { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: '{"at":"it"}' } },
  { type: "content_block_stop", index: 1 },
  { type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 40 } },
  { type: "message_stop" },
);

test("a tool's round trip in front of Anthropic, streamed by OpenAI's own client", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  upstream.behave = bytes(CLAUDE_STREAM);
  const said: string[] = [];
  const stream = client().responses.stream({ ...HELLO, instructions: "Be brief.", tools: [LOOK], store: true });
  stream.on("response.output_text.delta", ({ delta }) => said.push(delta));
  const first = await stream.finalResponse();
  expect(said).toEqual(["Look", "ing."]);
  expect(first).toMatchObject({
    status: "completed",
    model: "claude-x",
    output_text: "Looking.",
    usage: { input_tokens: 7, output_tokens: 40 },
  });
  const call = first.output.find((item) => item.type === "function_call");
  expect(call).toMatchObject({ call_id: "toolu_1", name: "look", arguments: '{"at":"it"}' });
  expect(JSON.parse(upstream.seen[0]?.body ?? "")).toMatchObject({
    model: "claude-sonnet-4-5",
    system: "Be brief.",
    messages: [{ role: "user", content: [{ type: "text", text: "Hello." }] }],
    tools: [{ name: "look" }],
    stream: true,
  });
  upstream.behave = json(200, {
    type: "message",
    role: "assistant",
    model: "claude-x",
    content: [{ type: "text", text: "A dot." }],
    stop_reason: "end_turn",
    usage: { input_tokens: 9, output_tokens: 4 },
  });
  const { data, response } = await client()
    .responses.create({
      ...HELLO,
      store: true,
      tools: [LOOK],
      input: [
        { role: "user", content: "Hello." },
        ...first.output.map((item) => item as OpenAI.Responses.ResponseInputItem),
        { type: "function_call_output", call_id: "toolu_1", output: "A dot." },
      ],
    })
    .withResponse();
  expect(data).toMatchObject({ object: "response", output_text: "A dot.", store: false, usage: { input_tokens: 9, output_tokens: 4 } });
  expect(response.headers.get("x-llm-proxy-dropped-parameters")).toBe("store");
  expect(JSON.parse(upstream.seen[1]?.body ?? "").messages.slice(1)).toMatchObject([
    { role: "assistant", content: [{ type: "text" }, { type: "tool_use", id: "toolu_1", input: { at: "it" } }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "A dot." }] },
  ]);
  expect((await gateway.settled(2))[0]).toMatchObject({ streamed: true, modelAnswered: "claude-x", usage: { input: 7, output: 40 } });
});

test("in front of Gemini, whole and with a schema", async () => {
  gateway.api = testApi([gemini(upstream.origin)]);
  upstream.behave = json(200, {
    candidates: [{ content: { role: "model", parts: [{ text: '{"a":"b"}' }] }, finishReason: "STOP" }],
    modelVersion: "gemini-2.5-flash",
    usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 3, totalTokenCount: 11 },
  });
  const schema = { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false };
  const response = await client().responses.create({
    ...HELLO,
    text: { format: { type: "json_schema", name: "answer", schema, strict: true } },
  });
  expect(response).toMatchObject({ output_text: '{"a":"b"}', model: "gemini-2.5-flash", usage: { total_tokens: 11 } });
  expect(upstream.seen[0]?.url).toBe("/v1beta/models/gemini-2.5-flash:generateContent");
  expect(upstream.seen[0]?.body).toContain('"responseMimeType":"application/json"');
});

test("OpenAI's wire is passed through as before", async () => {
  const answer = { id: "resp_up", object: "response", model: "gpt-1", output: [], usage: { input_tokens: 3, output_tokens: 2 } };
  upstream.behave = json(200, answer);
  const response = await client().responses.create({ ...HELLO, previous_response_id: "resp_0" });
  expect(response).toMatchObject(answer);
  expect(upstream.seen[0]).toMatchObject({
    url: "/v1/responses",
    body: '{"model":"gpt","input":"Hello.","previous_response_id":"resp_0"}',
  });
});

test("what only OpenAI keeps is refused by its name, and the provider hears nothing", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  await expect(client().responses.create({ ...HELLO, previous_response_id: "resp_0" })).rejects.toMatchObject({
    status: 400,
    code: "unsupported_parameter",
    param: "previous_response_id",
  });
  expect(upstream.seen).toHaveLength(0);
});

test("a stream that breaks off ends with one error event, next in the sequence", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  upstream.behave = bytes(CLAUDE_STREAM.slice(0, 4), "cut");
  const types: string[] = [];
  const reading = (async () => {
    for await (const event of await client().responses.create({ ...HELLO, stream: true })) types.push(event.type);
  })();
  await expect(reading).rejects.toThrow(/broke off/);
  expect(types).toContain("response.output_text.delta");
  expect((await gateway.settled(1))[0]).toMatchObject({ errorCode: "upstream_error" });
});
