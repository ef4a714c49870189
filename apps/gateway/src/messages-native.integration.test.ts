import Anthropic from "@anthropic-ai/sdk";
import { sealToolCallId } from "@sluice/providers/chat/sealed-signature";
import { seededRandom, splitBytes } from "@sluice/providers/chat/testing/split-bytes";
import { bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { claude } from "./testing/provider-targets.ts";
import { KEY, SECRET, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

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

const client = () => new Anthropic({ apiKey: KEY, baseURL: gateway.url, maxRetries: 0 });
const HELLO = { model: "group:gpt", max_tokens: 50, messages: [{ role: "user" as const, content: "Hello." }] };
const events = (...all: readonly (Record<string, unknown> & { type: string })[]) =>
  all.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

const CLAUDE_STREAM = events(
  {
    type: "message_start",
    message: {
      id: "msg_up",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-4-5-20250929",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 7, cache_read_input_tokens: 20, cache_creation_input_tokens: 3, output_tokens: 1 },
    },
  },
  { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "Hm." } },
  { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "c2ln" } },
  { type: "content_block_stop", index: 0 },
  { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
  ...Array.from({ length: 30 }, (_, nth) => ({
    type: "content_block_delta",
    index: 1,
    delta: { type: "text_delta", text: nth === 29 ? "." : "ä" },
  })),
  { type: "content_block_stop", index: 1 },
  { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 40 } },
  { type: "message_stop" },
);

test("passes a message on to Anthropic as it is: the model's name spliced, the beta kept, the key exchanged, the usage read", async () => {
  gateway.api = testApi([claude(upstream.origin, { overrides: new Map([["temperature", "0.1"]]) })]);
  const answer = {
    id: "msg_up",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-4-5-20250929",
    content: [{ type: "text", text: "Hi.", citations: null }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 7, cache_read_input_tokens: 20, cache_creation_input_tokens: 3, output_tokens: 4 },
  };
  upstream.behave = json(200, answer);
  const res = await fetch(`${gateway.url}/v1/messages?beta=true`, {
    method: "POST",
    headers: { "x-api-key": KEY, "anthropic-beta": "context-management-2025-06-27", "content-type": "application/json" },
    body: '{"model":"group:gpt","unknown":[1.0],"messages":[{"role":"user","content":"Hello."}]}',
  });
  expect(await res.json()).toEqual(answer);
  expect(res.headers.get("request-id")).toBe(res.headers.get("x-request-id"));
  expect(upstream.seen[0]).toMatchObject({
    url: "/v1/messages",
    body: '{"temperature":0.1,"model":"claude-sonnet-4-5","unknown":[1.0],"messages":[{"role":"user","content":"Hello."}]}',
    headers: { "x-api-key": SECRET, "anthropic-version": "2023-06-01", "anthropic-beta": "context-management-2025-06-27" },
  });
  expect((await gateway.settled(1))[0]).toMatchObject({
    status: 200,
    modelSent: "claude-sonnet-4-5",
    modelAnswered: "claude-sonnet-4-5-20250929",
    usage: { input: 7, cacheRead: 20, cacheWrite: 3, output: 4, provenance: "reported" },
  });
});

test("passes Anthropic's stream on byte by byte, and reads the usage of its start and its end", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  upstream.behave = bytes(CLAUDE_STREAM);
  const res = await fetch(`${gateway.url}/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}` },
    body: JSON.stringify({ ...HELLO, stream: true }),
  });
  expect(await res.text()).toBe(CLAUDE_STREAM.join(""));
  expect((await gateway.settled(1))[0]).toMatchObject({
    streamed: true,
    errorCode: null,
    modelAnswered: "claude-sonnet-4-5-20250929",
    usage: { input: 7, cacheRead: 20, cacheWrite: 3, output: 40 },
  });
});

test("Anthropic's own client reads a stream of Anthropic's through the gateway, thoughts signed", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  upstream.behave = bytes(CLAUDE_STREAM);
  const message = await client().messages.stream(HELLO).finalMessage();
  expect(message.content[0]).toMatchObject({ type: "thinking", thinking: "Hm.", signature: "c2ln" });
  expect(message.usage.output_tokens).toBe(40);
});

test("a stream of Anthropic's that breaks off ends with one error event", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  upstream.behave = bytes(CLAUDE_STREAM.slice(0, 8), "cut");
  await expect(client().messages.stream(HELLO).finalMessage()).rejects.toThrow(/broke off/);
  expect((await gateway.settled(1))[0]).toMatchObject({ errorCode: "upstream_error", usage: { input: 7 } });
});

test("a conversation that another provider has begun goes on at Anthropic without what Anthropic would refuse", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  upstream.behave = json(200, {
    type: "message",
    role: "assistant",
    model: "claude",
    content: [{ type: "text", text: "Hi." }],
    stop_reason: "end_turn",
    usage: { input_tokens: 7, output_tokens: 4 },
  });
  const id = sealToolCallId("call_1", ["gemini", "c2ln"]) ?? "";
  await client().messages.create({
    ...HELLO,
    tools: [{ name: "look", input_schema: { type: "object" } }],
    messages: [
      ...HELLO.messages,
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "Hm.", signature: "" },
          { type: "tool_use", id, name: "look", input: {} },
        ],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: "A dot." }] },
    ],
  });
  expect(JSON.parse(upstream.seen[0]?.body ?? "").messages.slice(1)).toEqual([
    { role: "assistant", content: [{ type: "tool_use", id: "call_1", name: "look", input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "call_1", content: "A dot." }] },
  ]);
});

test("however a stream of Anthropic's is cut, every byte is passed on and its usage read", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  const whole = Buffer.from(CLAUDE_STREAM.join(""));
  for (let seed = 1; seed <= 20; seed++) {
    gateway.records.length = 0;
    upstream.behave = bytes(splitBytes(whole, seed === 1 ? 1 : seed * 10, seededRandom(seed)));
    const res = await fetch(`${gateway.url}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": KEY },
      body: JSON.stringify({ ...HELLO, stream: true }),
    });
    expect(await res.text()).toBe(whole.toString());
    expect((await gateway.settled(1))[0]).toMatchObject({ errorCode: null, usage: { input: 7, cacheRead: 20, cacheWrite: 3, output: 40 } });
  }
});
