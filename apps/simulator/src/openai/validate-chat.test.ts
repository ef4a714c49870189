import { expect, test } from "vitest";
import { findModel, type SimulatedModel } from "./models.ts";
import { validateChat } from "./validate-chat.ts";

const user = { role: "user", content: "Hi" };
const call = { id: "call_1", type: "function", function: { name: "f", arguments: "{}" } };
const caller = { role: "assistant", content: null, tool_calls: [call] };
const result = { role: "tool", tool_call_id: "call_1", content: "1" };
const tool = { type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } };
const closed = { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false };

function model(id: string): SimulatedModel {
  const found = findModel(id);
  if (!found) throw new Error(`${id} is not simulated`);
  return found;
}

const refusal = (body: object, id = "gpt-4o") => validateChat({ model: id, messages: [user], ...body }, model(id));

test.each<[string, object]>([
  ["text", {}],
  [
    "parts",
    {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "a" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
          ],
        },
      ],
    },
  ],
  ["a tool round", { messages: [user, caller, result], tools: [tool] }],
  [
    "nulls for what is optional",
    { temperature: null, max_tokens: null, stop: null, tools: null, tool_choice: null, response_format: null, stream_options: null },
  ],
  ["edges of ranges", { temperature: 2, top_p: 0, n: 128, presence_penalty: -2, max_completion_tokens: 1, stop: ["a", "b", "c", "d"] }],
  ["a named tool", { tools: [tool], tool_choice: { type: "function", function: { name: "f" } } }],
  ["a strict schema", { response_format: { type: "json_schema", json_schema: { name: "a", strict: true, schema: closed } } }],
  ["a stream with its usage", { stream: true, stream_options: { include_usage: true } }],
])("takes %s", (_name, body) => {
  expect(refusal(body)).toBeNull();
});

test.each<[string, object, string | null, string | null]>([
  ["no messages", { messages: undefined }, "messages", "missing_required_parameter"],
  ["messages of another type", { messages: "Hi" }, "messages", "invalid_type"],
  ["empty messages", { messages: [] }, "messages", "empty_array"],
  ["an unknown role", { messages: [{ role: "boss", content: "Hi" }] }, "messages[0].role", "invalid_value"],
  ["no role", { messages: [{ content: "Hi" }] }, "messages[0].role", "missing_required_parameter"],
  ["no content", { messages: [{ role: "user" }] }, "messages[0].content", "missing_required_parameter"],
  ["content that is null", { messages: [{ role: "user", content: null }] }, "messages.[0].content", null],
  ["content that is a number", { messages: [user, { role: "user", content: 1 }] }, "messages[1].content", "invalid_type"],
  [
    "a part of an unknown type",
    { messages: [{ role: "user", content: [{ type: "video" }] }] },
    "messages[0].content[0].type",
    "invalid_value",
  ],
  [
    "a picture in a system message",
    { messages: [{ role: "system", content: [{ type: "image_url" }] }] },
    "messages[0].content[0].type",
    "invalid_value",
  ],
  [
    "a picture without a URL",
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: {} }] }] },
    "messages[0].content[0].image_url.url",
    "missing_required_parameter",
  ],
  ["a tool result that answers nothing", { messages: [user, result] }, "messages.[1].role", null],
  ["a tool result for another call", { messages: [user, caller, { ...result, tool_call_id: "x" }] }, "messages.[2].tool_call_id", null],
  ["a call that is never answered", { messages: [user, caller] }, "messages", null],
  ["a user who interrupts a call", { messages: [user, caller, user] }, "messages", null],
  ["temperature above 2", { temperature: 2.5 }, "temperature", "decimal_above_max_value"],
  ["temperature below 0", { temperature: -1 }, "temperature", "decimal_below_min_value"],
  ["temperature as text", { temperature: "1" }, "temperature", "invalid_type"],
  ["max_tokens of 0", { max_tokens: 0 }, "max_tokens", "integer_below_min_value"],
  ["max_tokens with a fraction", { max_tokens: 1.5 }, "max_tokens", "invalid_type"],
  ["both limits", { max_tokens: 1, max_completion_tokens: 1 }, "max_tokens", "invalid_parameter_combination"],
  ["n of 0", { n: 0 }, "n", "integer_below_min_value"],
  ["five stops", { stop: ["1", "2", "3", "4", "5"] }, "stop", "array_above_max_length"],
  ["a stop that is a number", { stop: 3 }, "stop", "invalid_type"],
  ["stream as text", { stream: "true" }, "stream", "invalid_type"],
  ["stream_options without stream", { stream_options: { include_usage: true } }, "stream_options", null],
  ["empty tools", { tools: [] }, "tools", "empty_array"],
  ["a tool of an unknown type", { tools: [{ type: "plugin" }] }, "tools[0].type", "invalid_value"],
  ["a tool without a function", { tools: [{ type: "function" }] }, "tools[0].function", "missing_required_parameter"],
  ["a tool with a bad name", { tools: [{ type: "function", function: { name: "a b" } }] }, "tools[0].function.name", "invalid_value"],
  [
    "a tool whose parameters are a list",
    { tools: [{ type: "function", function: { name: "f", parameters: { type: "array" } } }] },
    "tools[0].function.parameters",
    "invalid_function_parameters",
  ],
  ["tool_choice without tools", { tool_choice: "auto" }, "tool_choice", null],
  ["tool_choice of an unknown word", { tools: [tool], tool_choice: "maybe" }, "tool_choice", "invalid_value"],
  ["tool_choice of a missing tool", { tools: [tool], tool_choice: { type: "function", function: { name: "g" } } }, "tool_choice", null],
  ["an unknown format", { response_format: { type: "xml" } }, "response_format.type", "invalid_value"],
  [
    "a schema without a name",
    { response_format: { type: "json_schema", json_schema: { schema: {} } } },
    "response_format.json_schema.name",
    "missing_required_parameter",
  ],
  [
    "a strict schema that is open",
    {
      response_format: { type: "json_schema", json_schema: { name: "a", strict: true, schema: { ...closed, additionalProperties: true } } },
    },
    "response_format",
    null,
  ],
  ["json_object without the word", { response_format: { type: "json_object" } }, "messages", null],
  ["an unknown parameter", { temprature: 1 }, "temprature", "unknown_parameter"],
  ["logprobs, which are not simulated", { logprobs: true }, "logprobs", "unsupported_parameter"],
  ["sound, which is not simulated", { modalities: ["text", "audio"] }, "modalities[1]", "invalid_value"],
])("refuses %s", (_name, body, ...[param, code]) => {
  expect(refusal(body)).toMatchObject({ status: 400, type: "invalid_request_error", param, code });
});

test("refuses sampling where the model fixes it, in OpenAI's words", () => {
  expect(refusal({ max_tokens: 5 }, "o4-mini")?.message).toContain("Use 'max_completion_tokens' instead.");
  expect(refusal({ temperature: 0.2 }, "o4-mini")?.code).toBe("unsupported_value");
  expect(refusal({ temperature: 1, max_completion_tokens: 5 }, "o4-mini")).toBeNull();
  expect(refusal({ reasoning_effort: "low" }, "gpt-4o")?.code).toBe("unsupported_parameter");
});
