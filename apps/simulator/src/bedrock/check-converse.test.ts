import { expect, test } from "vitest";
import { isObject } from "../json.ts";
import { checkConverse } from "./check-converse.ts";
import { findBedrockModel } from "./models.ts";

const text = (value: string) => ({ text: value });
const user = { role: "user", content: [text("Hi")] };
const use = { toolUse: { toolUseId: "tooluse_1", name: "f", input: {} } };
const caller = { role: "assistant", content: [use] };
const result = { toolResult: { toolUseId: "tooluse_1", content: [{ text: "1" }] } };
const answered = { role: "user", content: [result] };
const tool = { toolSpec: { name: "f", inputSchema: { json: { type: "object" } } } };
const toolConfig = { tools: [tool] };

function problem(more: object, id = "anthropic.claude-sonnet-4-5-20250929-v1:0"): string | null {
  const model = findBedrockModel(id);
  const body: unknown = { messages: [user], ...more };
  if (!model || !isObject(body)) throw new Error(`${id} is not simulated`);
  return checkConverse(body, model);
}

test.each<[string, object]>([
  ["text", {}],
  ["a tool round", { messages: [user, caller, answered], toolConfig }],
  ["cache points", { system: [text("a"), { cachePoint: { type: "default" } }] }],
  [
    "a document with words",
    { messages: [{ role: "user", content: [text("a"), { document: { name: "a b", format: "pdf", source: { bytes: "AA==" } } }] }] },
  ],
])("takes %s", (_name, more) => {
  expect(problem(more)).toBeNull();
});

test.each<[string, object, string]>([
  ["an unknown member", { maxTokens: 1 }, "extraneous key [maxTokens]"],
  ["no messages", { messages: [] }, "must not be empty"],
  ["an assistant who begins", { messages: [{ role: "assistant", content: [text("a")] }] }, "must start with a user message"],
  ["two users in a row", { messages: [user, user] }, "must alternate"],
  ["a system role", { messages: [{ role: "system", content: [text("a")] }] }, "enum value set: [user, assistant]"],
  ["empty content", { messages: [{ role: "user", content: [] }] }, "is empty"],
  ["blank text", { messages: [{ role: "user", content: [text(" \n")] }] }, "is blank"],
  ["a block of two kinds", { messages: [{ role: "user", content: [{ ...text("a"), cachePoint: {} }] }] }, "exactly one of"],
  ["a call in the user's mouth", { messages: [{ role: "user", content: [use] }] }, "exactly one of"],
  ["tool blocks without toolConfig", { messages: [user, caller, answered] }, "The toolConfig field must be defined"],
  ["a call that nobody answers", { messages: [user, caller, user], toolConfig }, "Expected toolResult blocks at messages.2.content"],
  ["a result without a call", { messages: [answered], toolConfig }, "exceeds the number of toolUse blocks"],
  [
    "an id with a colon",
    { messages: [user, { role: "assistant", content: [{ toolUse: { ...use.toolUse, toolUseId: "a:b" } }] }], toolConfig },
    "regular expression pattern",
  ],
  [
    "an id that is too long",
    { messages: [user, { role: "assistant", content: [{ toolUse: { ...use.toolUse, toolUseId: "a".repeat(65) } }] }], toolConfig },
    "regular expression pattern",
  ],
  [
    "arguments as text",
    { messages: [user, { role: "assistant", content: [{ toolUse: { ...use.toolUse, input: "{}" } }] }], toolConfig },
    "Provide a json object",
  ],
  [
    "a result's JSON that is a list",
    {
      messages: [user, caller, { role: "user", content: [{ toolResult: { toolUseId: "tooluse_1", content: [{ json: [] }] } }] }],
      toolConfig,
    },
    "Provide a json object",
  ],
  ["an empty list of tools", { toolConfig: { tools: [] } }, "length greater than or equal to 1"],
  [
    "a tool that takes no object",
    { toolConfig: { tools: [{ toolSpec: { name: "f", inputSchema: { json: {} } } }] } },
    "must be one of the following: object",
  ],
  [
    "a tool's empty description",
    { toolConfig: { tools: [{ toolSpec: { ...tool.toolSpec, description: "" } }] } },
    "length greater than or equal to 1",
  ],
  [
    "the choice of a tool that is not there",
    { toolConfig: { ...toolConfig, toolChoice: { tool: { name: "g" } } } },
    "not the name of a tool",
  ],
  [
    "a document's odd name",
    { messages: [{ role: "user", content: [text("a"), { document: { name: "a.pdf", format: "pdf", source: { bytes: "AA==" } } }] }] },
    "document file name",
  ],
  [
    "a document without words",
    { messages: [{ role: "user", content: [{ document: { name: "a", format: "pdf", source: { bytes: "AA==" } } }] }] },
    "Add a text block",
  ],
  ["an answer that ends with a space", { messages: [user, { role: "assistant", content: [text("Well ")] }] }, "trailing whitespace"],
  ["temperature above 1", { inferenceConfig: { temperature: 1.5 } }, "between 0 and 1"],
  ["both temperature and topP", { inferenceConfig: { temperature: 0.5, topP: 0.5 } }, "cannot both be specified"],
  [
    "a forged signature",
    { messages: [user, { role: "assistant", content: [{ reasoningContent: { reasoningText: { text: "a", signature: "AAAA" } } }] }] },
    "Invalid `signature`",
  ],
  [
    "a budget that leaves no answer",
    { inferenceConfig: { maxTokens: 1024 }, additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } } },
    "must be greater than `thinking.budget_tokens`",
  ],
])("refuses %s", (_name, more, message) => {
  expect(problem(more)).toContain(message);
});

test("refuses what a publisher's models do not know", () => {
  expect(problem({ system: [text("a"), { cachePoint: { type: "default" } }] }, "meta.llama3-3-70b-instruct-v1:0")).toContain(
    "prompt caching",
  );
  expect(problem({ outputConfig: { textFormat: {} } }, "amazon.nova-lite-v1:0")).toContain("outputConfig.textFormat");
});
