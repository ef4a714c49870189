import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import { ANSWER_TOOL } from "../anthropic/answer-format.ts";
import { mapToolNames } from "../chat/tool-names.ts";
import { decodeCompletion } from "./decode-completion.ts";
import { TOOL_NAME_RULES } from "./encode-tools.ts";
import { converseCall } from "./testing/converse.ts";

type Body = Readonly<Record<string, unknown>>;

const USAGE = { inputTokens: 10, outputTokens: 5, totalTokens: 105, cacheReadInputTokens: 60, cacheWriteInputTokens: 30 };
const bytesOf = (content: unknown, stopReason = "end_turn") =>
  Buffer.from(JSON.stringify({ output: { message: { role: "assistant", content } }, stopReason, usage: USAGE }));

function told(content: unknown, stopReason?: string, call: Body = {}) {
  const decoded = decodeCompletion(bytesOf(content, stopReason), converseCall(call));
  if (decoded instanceof Denial) throw new Error(decoded.message);
  return decoded.completion.choices[0];
}
const use = (name: string, input: unknown, more: Body = {}) => ({ toolUse: { toolUseId: "t1", name, input, ...more } });

test.each([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["guardrail_intervened", "content_filter"],
  ["content_filtered", "content_filter"],
  ["of_the_future", "stop"],
])("%s is said as %s", (stopReason, finish) => {
  expect(told([{ text: "Hi." }], stopReason)).toMatchObject({ finish_reason: finish, message: { content: "Hi." } });
  expect(told([], stopReason)).toMatchObject({ finish_reason: finish, message: { content: "" } });
});

test("the model is the one asked for, and cached tokens are counted apart", () => {
  const decoded = decodeCompletion(bytesOf([{ text: "Hi." }]), converseCall());
  expect(decoded).toMatchObject({
    completion: {
      model: converseCall().model,
      usage: { prompt_tokens: 100, completion_tokens: 5, total_tokens: 105, prompt_tokens_details: { cached_tokens: 60 } },
    },
    usage: { ...NO_USAGE, input: 10, cacheRead: 60, cacheWrite: 30, output: 5, provenance: "reported" },
  });
});

test("texts run on, cited ones too; blocks that a chat has no word for are passed over", () => {
  const content = [
    { text: "One, " },
    { citationsContent: { content: [{ text: "two." }], citations: [] } },
    { image: {} },
    use("nova_grounding", {}, { type: "server_tool_use" }),
    null,
    7,
  ];
  expect(told(content)).toMatchObject({ message: { content: "One, two." }, finish_reason: "stop" });
});

test("calls have their own names back, and arguments always", () => {
  const call = { tools: [{ type: "function", function: { name: "crm.find/customer" } }] };
  const encodedName = mapToolNames([{ name: "crm.find/customer" }], TOOL_NAME_RULES).toProvider("crm.find/customer");
  expect(encodedName).toMatch(TOOL_NAME_RULES.valid);
  expect(told([use("ping", undefined), use(encodedName, { a: 1 })], "tool_use", call)).toMatchObject({
    finish_reason: "tool_calls",
    message: {
      content: null,
      tool_calls: [
        { id: "t1", function: { name: "ping", arguments: "{}" } },
        { function: { name: "crm.find/customer", arguments: '{"a":1}' } },
      ],
    },
  });
});

describe("a JSON answer that is asked for by a tool", () => {
  const call = { response_format: { type: "json_object" } };

  test("comes as text", () => {
    expect(told([{ text: "Here:" }, use(ANSWER_TOOL, { day: 1 })], "tool_use", call)).toMatchObject({
      finish_reason: "stop",
      message: { content: '{"day":1}' },
    });
  });

  test("that was cut off is not called whole", () => {
    expect(told([use(ANSWER_TOOL, {})], "max_tokens", call)).toMatchObject({ finish_reason: "length" });
  });
});

test("stop sequences that Bedrock was not told of end the text and all after it", () => {
  expect(told([{ text: "One.\n\nTwo." }, use("ping", {})], "tool_use", { stop: ["\n\n"] })).toMatchObject({
    finish_reason: "stop",
    message: { content: "One." },
  });
});

test.each([
  ["broken JSON", '{"id": "x"'],
  ["nothing", ""],
  ["a page", "<html></html>"],
  ["another shape", '{"hello":"world"}'],
  ["content of another type", '{"output":{"message":{"content":"text"}}}'],
  [
    "bottomless nesting",
    `{"output":{"message":{"content":[{"toolUse":{"name":"x","input":${"[".repeat(20_000)}${"]".repeat(20_000)}}}]}}}`,
  ],
])("%s is denied", (_, body) => {
  expect(decodeCompletion(Buffer.from(body), converseCall())).toMatchObject({ code: "upstream_error" });
});

test("an answer that the model broke is denied", () => {
  for (const reason of ["malformed_tool_use", "malformed_model_output"])
    expect(decodeCompletion(bytesOf([], reason), converseCall())).toMatchObject({ code: "upstream_error" });
});
