import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { callOf } from "../chat/testing/chat-call.ts";
import { decodeCompletion } from "./decode-completion.ts";

const decode = (message: unknown) =>
  decodeCompletion(Buffer.from(typeof message === "string" ? message : JSON.stringify(message)), callOf());
const answer = (content: unknown, stop_reason: string, usage: unknown = { input_tokens: 5, output_tokens: 2 }) =>
  decode({ id: "msg_1", type: "message", role: "assistant", model: "claude-x", content, stop_reason, usage });
const choiceOf = (decoded: ReturnType<typeof decode>) => (decoded instanceof Denial ? decoded : decoded.completion.choices[0]);

test.each([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["pause_turn", "stop"],
  ["tool_use", "tool_calls"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["refusal", "content_filter"],
  ["something_newer", "stop"],
])("%s is said as %s", (stopReason, finish) => {
  expect(choiceOf(answer([{ type: "text", text: "Hi." }], stopReason))).toMatchObject({
    finish_reason: finish,
    message: { content: "Hi." },
  });
});

test("texts are joined, unknown blocks passed over, and thoughts kept apart", () => {
  const content = [
    { type: "thinking", thinking: "Musing.", signature: "s" },
    { type: "text", text: "One, " },
    { type: "server_tool_use", id: "x", name: "web_search", input: {} },
    { type: "text", text: "two." },
  ];
  expect(choiceOf(answer(content, "end_turn"))).toMatchObject({
    message: {
      content: "One, two.",
      reasoning_content: "Musing.",
      extra_content: { anthropic: { thinking_blocks: [{ index: 0, type: "thinking", thinking: "Musing.", signature: "s" }] } },
    },
  });
});

test("an answer without content is an empty one", () => {
  expect(choiceOf(answer([], "end_turn"))).toMatchObject({ finish_reason: "stop", message: { content: "", refusal: null } });
});

test("usage is told in OpenAI's way, cached tokens within the prompt", () => {
  const decoded = answer([], "end_turn", {
    input_tokens: 10,
    cache_read_input_tokens: 60,
    cache_creation_input_tokens: 30,
    output_tokens: 5,
  });
  expect(decoded).toMatchObject({
    usage: { input: 10, cacheRead: 60, cacheWrite: 30, output: 5, provenance: "reported" },
    completion: {
      model: "claude-x",
      usage: { prompt_tokens: 100, completion_tokens: 5, total_tokens: 105, prompt_tokens_details: { cached_tokens: 60 } },
    },
  });
});

test("what is no message is denied, never answered", () => {
  for (const body of ["", "{", "<html></html>", "null", "[]", '{"hello":"world"}', '{"type":"message","content":"text"}'])
    expect(decode(body)).toMatchObject({ code: "upstream_error", status: 502 });
  expect(decode({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } })).toMatchObject({
    code: "upstream_overloaded",
    message: "Overloaded",
  });
});
