import { expect, test } from "vitest";
import { checkRequest } from "./check-request.ts";
import { findGemini } from "./models.ts";
import { readMessage } from "./read-message.ts";

const user = { role: "user", parts: [{ text: "Hi" }] };
const call = { role: "model", parts: [{ functionCall: { name: "f", args: {} } }] };
const response = { role: "user", parts: [{ functionResponse: { name: "f", response: { a: 1 } } }] };
const f = { name: "f" };

function problem(more: object): string | null {
  const body = readMessage({ contents: [user], ...more }, "GenerateContentRequest");
  const model = findGemini("gemini-2.5-flash");
  if (!model) throw new Error("the model is not simulated");
  return typeof body["message"] === "string" ? body["message"] : checkRequest(body as Readonly<Record<string, unknown>>, model);
}

test.each<[string, object]>([
  ["text", {}],
  ["names in either spelling, and null for what is not set", { generation_config: { max_output_tokens: 5, topP: null }, tools: null }],
  [
    "types in any case",
    {
      generationConfig: { responseMimeType: "application/json", responseSchema: { type: "object", properties: { a: { type: "STRING" } } } },
    },
  ],
  ["a function round", { contents: [user, call, response], tools: [{ functionDeclarations: [f] }] }],
  [
    "a recursive schema",
    { tools: [{ functionDeclarations: [{ name: "f", parametersJsonSchema: { $ref: "#/$defs/a", $defs: { a: { type: "object" } } } }] }] },
  ],
])("takes %s", (_name, more) => {
  expect(problem(more)).toBeNull();
});

test.each<[string, object, string]>([
  ["an unknown field", { temprature: 1 }, 'Unknown name "temprature": Cannot find field.'],
  ["an unknown field deep inside", { generationConfig: { maxTokens: 1 } }, "Unknown name \"maxTokens\" at 'generation_config'"],
  [
    "a keyword that its older schemas do not have",
    { tools: [{ functionDeclarations: [{ name: "f", parameters: { type: "object", additionalProperties: false } }] }] },
    'Unknown name "additionalProperties"',
  ],
  [
    "a keyword that JSON schemas do not have here",
    { tools: [{ functionDeclarations: [{ name: "f", parametersJsonSchema: { type: "object", not: {} } }] }] },
    'keyword "not"',
  ],
  [
    "an object without properties",
    { tools: [{ functionDeclarations: [{ name: "f", parameters: { type: "object" } }] }] },
    "should be non-empty",
  ],
  ["a text where a number belongs", { generationConfig: { temperature: "1" } }, "is not a number"],
  [
    "a signature that is no base64",
    { contents: [{ role: "user", parts: [{ text: "a", thoughtSignature: "!" }] }] },
    "Base64 decoding failed",
  ],
  ["no contents", { contents: [] }, "contents is not specified"],
  ["a role of OpenAI's", { contents: [{ role: "assistant", parts: [{ text: "a" }] }] }, "valid role: user, model"],
  ["no parts", { contents: [{ role: "user", parts: [] }] }, "must not be empty"],
  ["a part of nothing", { contents: [{ role: "user", parts: [{}] }] }, "required oneof field 'data'"],
  ["a part of two things", { contents: [{ role: "user", parts: [{ text: "a", fileData: { fileUri: "b" } }] }] }, "already set"],
  ["a response without a call", { contents: [user, response] }, "immediately after a function call turn"],
  [
    "fewer responses than calls",
    { contents: [user, { role: "model", parts: [...call.parts, ...call.parts] }, response] },
    "number of function response parts",
  ],
  ["a call that nobody answers", { contents: [user, call, user] }, "number of function response parts"],
  ["a conversation that begins with a call", { contents: [call, response] }, "immediately after a user turn"],
  ["a bad name", { tools: [{ functionDeclarations: [{ name: "a b" }] }] }, "Invalid function name"],
  ["two functions of one name", { tools: [{ functionDeclarations: [f, f] }] }, "Duplicate function declaration"],
  [
    "allowed names without ANY",
    { tools: [{ functionDeclarations: [f] }], toolConfig: { functionCallingConfig: { mode: "AUTO", allowedFunctionNames: ["f"] } } },
    "only when function calling mode is ANY",
  ],
  [
    "a mode of OpenAI's",
    { tools: [{ functionDeclarations: [f] }], toolConfig: { functionCallingConfig: { mode: "required" } } },
    "TYPE_ENUM",
  ],
  ["a schema without its mime type", { generationConfig: { responseSchema: { type: "string" } } }, "requires response mime type"],
  ["six stops", { generationConfig: { stopSequences: ["1", "2", "3", "4", "5", "6"] } }, "at most 5"],
  ["temperature above 2", { generationConfig: { temperature: 2.5 } }, "out of range"],
  ["a budget beyond the model", { generationConfig: { thinkingConfig: { thinkingBudget: 99_999 } } }, "Please choose a value between"],
])("refuses %s", (_name, more, message) => {
  expect(problem(more)).toContain(message);
});
