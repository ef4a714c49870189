import { expect, test } from "vitest";
import { isObject } from "../json.ts";
import { checkMessageBody } from "./check-body.ts";
import { findClaude } from "./models.ts";

const user = { role: "user", content: "Hi" };
const use = { type: "tool_use", id: "toolu_1", name: "f", input: {} };
const caller = { role: "assistant", content: [use] };
const result = { type: "tool_result", tool_use_id: "toolu_1", content: "1" };
const answered = { role: "user", content: [result] };
const tool = { name: "f", input_schema: { type: "object", properties: {} } };
const cached = { type: "text", text: "a", cache_control: { type: "ephemeral" } };

function problem(more: object, id = "claude-sonnet-4-5"): string | null {
  const model = findClaude(id);
  const body: unknown = { model: id, max_tokens: 2000, messages: [user], ...more };
  if (!model || !isObject(body)) throw new Error(`${id} is not simulated`);
  return checkMessageBody(body, model);
}

test.each<[string, object]>([
  ["text", {}],
  ["a tool round", { messages: [user, caller, answered], tools: [tool] }],
  [
    "results with words after them",
    { messages: [user, caller, { role: "user", content: [result, { type: "text", text: "And?" }] }], tools: [tool] },
  ],
  ["messages of one role that follow each other", { messages: [user, user, caller, answered] }],
  ["the beginning of an answer", { messages: [user, { role: "assistant", content: "Well" }] }],
  [
    "a picture",
    { messages: [{ role: "user", content: [{ type: "image", source: { type: "base64", media_type: "image/png", data: "AA==" } }] }] },
  ],
  ["tools of Anthropic's own", { tools: [{ type: "web_search_20250305", name: "web_search" }] }],
  ["four cache marks", { system: [cached, cached, cached, cached] }],
])("takes %s", (_name, more) => {
  expect(problem(more)).toBeNull();
});

test.each<[string, object, string]>([
  ["no max_tokens", { max_tokens: undefined }, "max_tokens: Field required"],
  ["max_tokens of 0", { max_tokens: 0 }, "greater than or equal to 1"],
  ["more than the model gives", { max_tokens: 64_001 }, "maximum allowed number of output tokens"],
  ["an unknown field", { temprature: 1 }, "temprature: Extra inputs are not permitted"],
  ["no messages", { messages: [] }, "at least one message is required"],
  ["a system message", { messages: [{ role: "system", content: "x" }, user] }, 'Unexpected role "system"'],
  ["an assistant who begins", { messages: [{ role: "assistant", content: "x" }] }, 'first message must use the "user" role'],
  ["empty content", { messages: [{ role: "user", content: "" }] }, "must have non-empty content"],
  ["blank text", { messages: [{ role: "user", content: [{ type: "text", text: " " }] }] }, "non-whitespace text"],
  ["empty text", { messages: [{ role: "user", content: [{ type: "text", text: "" }] }] }, "must be non-empty"],
  [
    "a field that a block does not have",
    { messages: [{ role: "user", content: [{ type: "text", text: "a", x: 1 }] }] },
    "messages.0.content.0.text.x",
  ],
  ["a call in the user's mouth", { messages: [{ role: "user", content: [use] }] }, "Input tag 'tool_use'"],
  ["a call that nobody answers", { messages: [user, caller, user] }, "ids were found without `tool_result`"],
  ["a result that answers nothing", { messages: [user, { role: "assistant", content: "x" }, answered] }, "unexpected `tool_use_id`"],
  [
    "a result after words",
    { messages: [user, caller, { role: "user", content: [{ type: "text", text: "a" }, result] }] },
    "must come first",
  ],
  ["an id with a colon", { messages: [user, { role: "assistant", content: [{ ...use, id: "a:b" }] }] }, "should match pattern"],
  ["arguments as text", { messages: [user, { role: "assistant", content: [{ ...use, input: "{}" }] }] }, "valid dictionary"],
  ["an answer that ends with a space", { messages: [user, { role: "assistant", content: "Well " }] }, "trailing whitespace"],
  [
    "a forged signature",
    { messages: [user, { role: "assistant", content: [{ type: "thinking", thinking: "a", signature: "AAAA" }] }] },
    "Invalid `signature`",
  ],
  [
    "a picture of no known type",
    { messages: [{ role: "user", content: [{ type: "image", source: { type: "base64", media_type: "image/tiff", data: "AA==" } }] }] },
    "media_type",
  ],
  ["two tools of one name", { tools: [tool, tool] }, "must be unique"],
  ["a tool that takes no object", { tools: [{ name: "f", input_schema: { type: "string" } }] }, "should be 'object'"],
  ["a tool as OpenAI has it", { tools: [{ type: "custom", function: { name: "f" } }] }, "Extra inputs"],
  ["a choice without tools", { tool_choice: { type: "auto" } }, "only be specified while providing tools"],
  ["the choice of a tool that is not there", { tools: [tool], tool_choice: { type: "tool", name: "g" } }, "not found"],
  ["both temperature and top_p", { temperature: 0.5, top_p: 0.5 }, "cannot both be specified"],
  ["temperature above 1", { temperature: 1.5 }, "less than or equal to 1"],
  ["a blank stop sequence", { stop_sequences: ["\n"] }, "non-whitespace"],
  ["a budget below 1024", { thinking: { type: "enabled", budget_tokens: 1000 } }, "greater than or equal to 1024"],
  [
    "a budget that leaves no answer",
    { thinking: { type: "enabled", budget_tokens: 2000 } },
    "must be greater than `thinking.budget_tokens`",
  ],
  ["temperature with thinking", { temperature: 0.5, thinking: { type: "enabled", budget_tokens: 1024 } }, "may only be set to 1"],
  [
    "a forced tool with thinking",
    { tools: [tool], tool_choice: { type: "any" }, thinking: { type: "enabled", budget_tokens: 1024 } },
    "forces tool use",
  ],
  ["five cache marks", { system: [cached, cached, cached, cached, cached] }, "A maximum of 4 blocks"],
])("refuses %s", (_name, more, message) => {
  expect(problem(more)).toContain(message);
});

test("refuses what newer and older models do not take", () => {
  expect(problem({ temperature: 1 }, "claude-opus-4-7")).toContain("deprecated for this model");
  expect(problem({ thinking: { type: "enabled", budget_tokens: 1024 } }, "claude-opus-4-7")).toContain("thinking.type.adaptive");
  expect(problem({ messages: [user, { role: "assistant", content: "x" }] }, "claude-opus-4-6")).toContain("prefill");
  expect(problem({ thinking: { type: "adaptive" } })).toContain("adaptive thinking is not supported");
  expect(problem({ thinking: { type: "enabled", budget_tokens: 1024 } }, "claude-3-5-haiku")).toContain("not supported");
});
