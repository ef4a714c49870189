import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { callOf } from "../chat/testing/chat-call.ts";
import type { ChatCall } from "../chat-adapter.ts";
import { vertexChat } from "./adapter.ts";

const GEMINI = "gemini-3-pro-preview";
const CLAUDE = "claude-sonnet-4-5@20250929";

function encode(call: ChatCall) {
  const request = vertexChat.encodeRequest(call);
  if (request instanceof Denial) throw new Error(request.message);
  return { ...request, body: JSON.parse(request.body) };
}

const TOOL_ROUND = {
  messages: [
    { role: "user", content: "Weather?" },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "call_1", type: "function", function: { name: "look", arguments: '{"at":1}' } }],
    },
    { role: "tool", tool_call_id: "call_1", content: "Rain" },
  ],
  tools: [{ type: "function", function: { name: "look", parameters: { type: "object", properties: { at: { type: "number" } } } } }],
};

test.each([
  [GEMINI, false, "/publishers/google/models/gemini-3-pro-preview:generateContent"],
  [GEMINI, true, "/publishers/google/models/gemini-3-pro-preview:streamGenerateContent?alt=sse"],
  ["publishers/google/models/gemini-2.5-pro", false, "/publishers/google/models/gemini-2.5-pro:generateContent"],
  [CLAUDE, false, "/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict"],
  [CLAUDE, true, "/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict"],
  ["a/b?c", false, "/publishers/google/models/a%2Fb%3Fc:generateContent"],
])("%s (stream: %s) is asked at its publisher's path", (model, stream, path) => {
  expect(encode(callOf({ stream }, model)).path).toBe(path);
});

test("the endpoint's publisher stands over the model's name", () => {
  expect(encode({ ...callOf({}, "tuned"), publisher: "anthropic" }).path).toBe("/publishers/anthropic/models/tuned:rawPredict");
});

test.each(["", ".", ".."])("a model called '%s' is refused", (model) => {
  expect(vertexChat.encodeRequest(callOf({}, model))).toMatchObject({ status: 400, extra: { param: "model" } });
});

test("Gemini's calls and results go without ids, which Vertex does not know", () => {
  const { contents } = encode(callOf(TOOL_ROUND, GEMINI)).body;
  const { functionCall } = contents[1].parts[0];
  expect(functionCall).toEqual({ name: "look", args: { at: 1 } });
  expect(contents[2].parts[0].functionResponse).toMatchObject({ name: "look" });
  expect(contents[2].parts[0].functionResponse).not.toHaveProperty("id");
});

test("Claude's body names Vertex's version and no model, and no service tier", () => {
  const { body, dropped } = encode(callOf({ ...TOOL_ROUND, service_tier: "default", stream: true }, CLAUDE));
  expect(body).toMatchObject({ anthropic_version: "vertex-2023-10-16", stream: true, max_tokens: 64_000 });
  expect(body).not.toHaveProperty("model");
  expect(body).not.toHaveProperty("service_tier");
  expect(dropped).toContain("service_tier");
  expect(body.messages[1].content[0]).toMatchObject({ type: "tool_use", id: "call_1" });
});

test("Claude is sent no address to fetch: it is refused by its place, where Gemini takes it", () => {
  const content = [
    { type: "text", text: "What is this?" },
    { type: "image_url", image_url: { url: "https://example.com/a.png" } },
  ];
  const body = { messages: [{ role: "user", content }] };
  expect(vertexChat.encodeRequest(callOf(body, CLAUDE))).toMatchObject({
    status: 400,
    extra: { param: expect.stringContaining("content.1.") },
  });
  expect(JSON.stringify(encode(callOf(body, GEMINI)).body)).toContain('"fileUri":"https://example.com/a.png"');
});

test("each publisher's answer is read in its own way", () => {
  const gemini = { candidates: [{ content: { parts: [{ text: "Hi" }] }, finishReason: "STOP" }], modelVersion: GEMINI };
  const claude = {
    type: "message",
    role: "assistant",
    model: CLAUDE,
    content: [{ type: "text", text: "Hi" }],
    stop_reason: "end_turn",
    usage: { input_tokens: 3, output_tokens: 1 },
  };
  for (const [answer, model] of [
    [gemini, GEMINI],
    [claude, CLAUDE],
  ] as const)
    expect(vertexChat.decodeCompletion(Buffer.from(JSON.stringify(answer)), callOf({}, model))).toMatchObject({
      completion: { choices: [{ message: { content: "Hi" }, finish_reason: "stop" }] },
    });
});

test.each([
  [404, [{ error: { code: 404, status: "NOT_FOUND", message: "Publisher model was not found." } }], "model_not_found"],
  [401, { error: { code: 401, status: "UNAUTHENTICATED", message: "Expired." } }, "upstream_auth_failed"],
  [400, { type: "error", error: { type: "invalid_request_error", message: "prompt is too long" } }, "invalid_request"],
  [529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "upstream_overloaded"],
])("an error with status %i is read in its publisher's words", (status, body, code) => {
  const denial = vertexChat.decodeError(status, {}, Buffer.from(JSON.stringify(body)));
  expect(denial.code).toBe(code);
  expect(denial.message).toMatch(/not found|Expired|too long|Overloaded/);
});
