import Anthropic from "@anthropic-ai/sdk";
import { bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { claude, gemini } from "./testing/provider-targets.ts";
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
const LOOK = { name: "look", description: "Looks.", input_schema: { type: "object" as const, properties: { at: { type: "string" } } } };
test("an override in a chat's words is translated for Anthropic", async () => {
  gateway.api = testApi([claude(upstream.origin, { overrides: new Map([["stop", '["END"]']]) })]);
  upstream.behave = json(200, {
    type: "message",
    role: "assistant",
    model: "claude",
    content: [{ type: "text", text: "Hi." }],
    stop_reason: "end_turn",
    usage: { input_tokens: 7, output_tokens: 4 },
  });
  const message = await client().messages.create(HELLO);
  expect(message.content).toEqual([{ type: "text", text: "Hi." }]);
  expect(JSON.parse(upstream.seen[0]?.body ?? "")).toMatchObject({ stop_sequences: ["END"], max_tokens: 50 });
});

test("a tool's round trip in front of OpenAI's wire, whole", async () => {
  upstream.behave = json(200, {
    model: "gpt-1",
    choices: [
      {
        message: {
          content: null,
          tool_calls: [{ id: "call_1", type: "function", function: { name: "look", arguments: '{"at":"it"}' } }],
        },
        finish_reason: "tool_calls",
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } },
  });
  const first = await client().messages.create({
    ...HELLO,
    system: "Be brief.",
    tools: [LOOK],
    tool_choice: { type: "tool", name: "look" },
  });
  expect(first).toMatchObject({
    model: "gpt-1",
    stop_reason: "tool_use",
    content: [{ type: "tool_use", id: "call_1", name: "look", input: { at: "it" } }],
    usage: { input_tokens: 5, cache_read_input_tokens: 4, output_tokens: 5 },
  });
  expect(first._request_id).toMatch(/^req_/);
  await client().messages.create({
    ...HELLO,
    tools: [LOOK],
    messages: [
      ...HELLO.messages,
      { role: "assistant", content: first.content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "call_1", content: "A dot." }] },
    ],
  });
  expect(upstream.seen[0]).toMatchObject({ url: "/v1/chat/completions", headers: { authorization: `Bearer ${SECRET}` } });
  expect(JSON.parse(upstream.seen[0]?.body ?? "")).toMatchObject({
    model: "gpt",
    max_tokens: 50,
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hello." },
    ],
    tool_choice: { type: "function", function: { name: "look" } },
  });
  expect(JSON.parse(upstream.seen[1]?.body ?? "").messages.slice(1)).toEqual([
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "call_1", type: "function", function: { name: "look", arguments: '{"at":"it"}' } }],
    },
    { role: "tool", tool_call_id: "call_1", content: "A dot." },
  ]);
});

test("a stream in front of OpenAI's wire: text, tools, usage, and an odd block refused before the provider hears of it", async () => {
  const chunk = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ model: "gpt-1", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  upstream.behave = bytes([
    chunk({ role: "assistant", content: "" }),
    chunk({ content: "Looking" }),
    chunk({ tool_calls: [{ index: 0, id: "call_1", function: { name: "look", arguments: '{"at":' } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: '"it"}' } }] }),
    chunk({}, "tool_calls"),
    'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":5}}\n\n',
    "data: [DONE]\n\n",
  ]);
  const said: string[] = [];
  const stream = client().messages.stream({ ...HELLO, tools: [LOOK] });
  stream.on("text", (text) => said.push(text));
  const message = await stream.finalMessage();
  expect(said).toEqual(["Looking"]);
  expect(message).toMatchObject({
    model: "gpt-1",
    stop_reason: "tool_use",
    content: [
      { type: "text", text: "Looking" },
      { type: "tool_use", id: "call_1", name: "look", input: { at: "it" } },
    ],
    usage: { input_tokens: 9, output_tokens: 5 },
  });
  expect(JSON.parse(upstream.seen[0]?.body ?? "")).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  const odd = { ...HELLO, tools: [{ type: "web_search_20250305" as const, name: "web_search" as const }] };
  await expect(client().messages.create(odd)).rejects.toMatchObject({
    status: 400,
    error: { type: "error", error: { type: "invalid_request_error", message: expect.stringContaining("tools.0.type") } },
  });
  expect(upstream.seen).toHaveLength(1);
});

test("a stream in front of Gemini", async () => {
  gateway.api = testApi([gemini(upstream.origin)]);
  const part = (parts: object[], more: object = {}) =>
    `data: ${JSON.stringify({ candidates: [{ content: { role: "model", parts }, ...more }], modelVersion: "gemini-2.5-flash", usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 3, thoughtsTokenCount: 2, totalTokenCount: 13 } })}\n\n`;
  upstream.behave = bytes([
    part([{ text: "Hm.", thought: true }]),
    part([{ text: "Hel" }]),
    part([{ text: "lo." }]),
    part([{ functionCall: { name: "look", args: { at: "it" } }, thoughtSignature: "c2ln" }], { finishReason: "STOP" }),
  ]);
  const message = await client()
    .messages.stream({ ...HELLO, max_tokens: 4_000, tools: [LOOK], thinking: { type: "enabled", budget_tokens: 2_000 } })
    .finalMessage();
  expect(message.content).toMatchObject([
    { type: "thinking", thinking: "Hm." },
    { type: "text", text: "Hello." },
    { type: "tool_use", name: "look", input: { at: "it" } },
  ]);
  expect(message).toMatchObject({ stop_reason: "tool_use", usage: { input_tokens: 8, output_tokens: 5 } });
  expect(upstream.seen[0]?.url).toBe("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
  expect(upstream.seen[0]?.body).toContain('"thinkingBudget":2000');
  upstream.behave = json(200, {
    candidates: [{ content: { role: "model", parts: [{ text: "A dot." }] }, finishReason: "STOP" }],
    usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 3, totalTokenCount: 11 },
  });
  const call = message.content.find((block) => block.type === "tool_use");
  const second = await client().messages.create({
    ...HELLO,
    tools: [LOOK],
    messages: [
      ...HELLO.messages,
      { role: "assistant", content: message.content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: call?.id ?? "", content: "A dot." }] },
    ],
  });
  expect(second.content).toEqual([{ type: "text", text: "A dot." }]);
  expect(upstream.seen[1]?.body).toContain('"thoughtSignature":"c2ln"');
});

test("counts tokens at Anthropic, and estimates elsewhere", async () => {
  gateway.api = testApi([claude(upstream.origin)]);
  upstream.behave = json(200, { input_tokens: 14 });
  expect(await client().messages.countTokens({ model: "gpt", messages: HELLO.messages })).toMatchObject({ input_tokens: 14 });
  expect(upstream.seen[0]).toMatchObject({
    url: "/v1/messages/count_tokens",
    body: '{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"Hello."}]}',
  });
  gateway.api = testApi([gemini(upstream.origin)]);
  const { data, response } = await client()
    .messages.countTokens({ model: "gpt", messages: [{ role: "user", content: "word ".repeat(1_000) }] })
    .withResponse();
  expect(data.input_tokens).toBeGreaterThan(900);
  expect(data.input_tokens).toBeLessThan(1_500);
  expect(response.headers.get("x-llm-proxy-token-count")).toBe("estimated");
  expect(upstream.seen).toHaveLength(1);
  expect((await gateway.settled(2)).map(({ status }) => status)).toEqual([200, 200]);
});

test.each([
  ["no key", {}, "/v1/messages", "POST", 401, "authentication_error"],
  ["an unknown model", { model: "gtp" }, "/v1/messages", "POST", 404, "not_found_error"],
  ["no messages", { messages: [] }, "/messages", "POST", 400, "invalid_request_error"],
  ["another method", {}, "/v1/messages", "GET", 405, "invalid_request_error"],
])("refuses %s in Anthropic's envelope", async (...[what, change, path, method, status, type]) => {
  const res = await fetch(gateway.url + path, {
    method,
    headers: { ...(what !== "no key" && { "x-api-key": KEY }), "content-type": "application/json" },
    ...(method === "POST" && { body: JSON.stringify({ ...HELLO, ...change }) }),
  });
  expect([res.status, await res.json()]).toEqual([
    status,
    { type: "error", error: { type, message: expect.any(String) }, request_id: res.headers.get("x-request-id") },
  ]);
});

test("a context path that nobody has is refused in Anthropic's envelope too", async () => {
  const res = await fetch(`${gateway.url.replace("/test", "/nowhere")}/v1/messages`, { method: "POST", body: "{}" });
  expect([res.status, await res.json()]).toMatchObject([404, { type: "error", error: { type: "not_found_error" } }]);
});

test.each([
  ["Anthropic", claude, 529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, 503, "overloaded_error"],
  ["Anthropic", claude, 429, { type: "error", error: { type: "rate_limit_error", message: "Slow." } }, 429, "rate_limit_error"],
  ["Anthropic", claude, 401, { type: "error", error: { type: "authentication_error", message: `bad ${SECRET}` } }, 502, "api_error"],
  ["OpenAI's wire", target, 429, { error: { message: "Slow down.", type: "requests" } }, 429, "rate_limit_error"],
  ["OpenAI's wire", target, 500, { error: { message: "Oh." } }, 502, "api_error"],
  ["Gemini", gemini, 503, { error: { code: 503, message: "Busy.", status: "UNAVAILABLE" } }, 503, "overloaded_error"],
])("a refusal of %s is said in Anthropic's words", async (...[, make, status, body, said, type]) => {
  gateway.api = testApi([make === target ? target(upstream.origin) : make === claude ? claude(upstream.origin) : gemini(upstream.origin)], {
    maxRetries: 0,
  });
  upstream.behave = json(status, body, { "retry-after": "7" });
  const error = await client()
    .messages.create(HELLO)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Anthropic.APIError);
  expect(error).toMatchObject({ status: said, error: { type: "error", error: { type } } });
  expect(String(error)).not.toContain(SECRET);
});

test("tries the next endpoint in its own language when the first is overloaded", async () => {
  gateway.api = testApi([claude(upstream.origin), target(upstream.origin)]);
  upstream.behave = (res, seen, nth) => {
    if (nth === 1) return json(529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } })(res, seen, nth);
    return json(200, { model: "gpt-1", choices: [{ message: { content: "Hi." }, finish_reason: "stop" }] })(res, seen, nth);
  };
  expect((await client().messages.create(HELLO)).content).toEqual([{ type: "text", text: "Hi." }]);
  expect(upstream.seen.map(({ url }) => url)).toEqual(["/v1/messages", "/v1/chat/completions"]);
  expect((await gateway.settled(1))[0]).toMatchObject({ attempts: 2, modelSent: "gpt" });
});
