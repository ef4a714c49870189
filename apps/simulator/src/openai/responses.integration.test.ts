import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type Simulator } from "../simulator.ts";

let simulator: Simulator;
let client: OpenAI;

beforeAll(async () => {
  simulator = await createSimulator();
  client = new OpenAI({ baseURL: `${simulator.url}/v1`, apiKey: "sk-test", maxRetries: 0 });
});
afterAll(() => simulator.close());

const weather = {
  type: "function",
  name: "get_weather",
  strict: true,
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false },
} as const;

test("answers text with usage, and reasoning where the model reasons", async () => {
  const response = await client.responses.create({ model: "gpt-5-mini", input: "What is the capital of Japan?" });
  expect(response.output_text).toContain("Tokyo");
  expect(response.status).toBe("completed");
  expect(response.output.map((item) => item.type)).toEqual(["reasoning", "message"]);
  expect(response.usage?.output_tokens_details.reasoning_tokens).toBe(64);
  expect(response.usage?.total_tokens).toBe((response.usage?.input_tokens ?? 0) + (response.usage?.output_tokens ?? 0));
});

test("streams numbered events that add up to the response", async () => {
  const request = { model: "gpt-4o", input: "What is the capital of Japan?" };
  const whole = await client.responses.create(request);
  const events = await Array.fromAsync(await client.responses.create({ ...request, stream: true }));
  expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
  const names = events.map((event) => event.type);
  expect(names.filter((name) => name !== "response.output_text.delta")).toEqual([
    "response.created",
    "response.in_progress",
    "response.output_item.added",
    "response.content_part.added",
    "response.output_text.done",
    "response.content_part.done",
    "response.output_item.done",
    "response.completed",
  ]);
  const text = events.map((event) => (event.type === "response.output_text.delta" ? event.delta : "")).join("");
  expect(text).toBe(whole.output_text);
  const last = events.at(-1);
  expect(last?.type === "response.completed" && last.response.usage).toEqual(whole.usage);
});

test("calls a tool, streamed, and answers with its output by previous_response_id", async () => {
  const stream = client.responses.stream({ model: "gpt-4o", input: "The weather in Rome?", tools: [weather] });
  const first = await stream.finalResponse();
  const call = first.output[0];
  if (call?.type !== "function_call") throw new Error("expected a function call");
  expect(JSON.parse(call.arguments)).toEqual({ city: "Rome" });
  const output = [{ type: "function_call_output", call_id: call.call_id, output: '{"sky":"clear"}' }] as const;
  const second = await client.responses.create({ model: "gpt-4o", previous_response_id: first.id, input: [...output], tools: [weather] });
  expect(second.output_text).toContain("get_weather says sky clear");
  expect((await client.responses.retrieve(second.id)).output_text).toBe(second.output_text);
  await expect(client.responses.create({ model: "gpt-4o", input: [...output] })).rejects.toMatchObject({ status: 400, param: "input" });
});

test("ends incomplete at max_output_tokens", async () => {
  const request = { model: "sim-echo", input: "x".repeat(400), max_output_tokens: 16 };
  expect(await client.responses.create(request)).toMatchObject({
    status: "incomplete",
    incomplete_details: { reason: "max_output_tokens" },
    usage: { output_tokens: 16 },
  });
  const events = await Array.fromAsync(await client.responses.create({ ...request, stream: true }));
  expect(events.at(-1)?.type).toBe("response.incomplete");
});

test("answers by a JSON schema", async () => {
  const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
  const response = await client.responses.create({
    model: "gpt-4o",
    input: "I live in Oslo",
    text: { format: { type: "json_schema", name: "home", strict: true, schema } },
  });
  expect(JSON.parse(response.output_text)).toEqual({ city: "Oslo" });
});

test.each<[string, object, string | null, string | null]>([
  ["no input", {}, "input", "missing_required_parameter"],
  ["an unknown item", { input: [{ type: "wish" }] }, "input[0].type", "invalid_value"],
  ["an unknown role", { input: [{ role: "boss", content: "Hi" }] }, "input[0].role", "invalid_value"],
  ["messages, which are chat's", { input: "Hi", messages: [] }, "messages", "unknown_parameter"],
  ["too small a limit", { input: "Hi", max_output_tokens: 1 }, "max_output_tokens", "integer_below_min_value"],
  ["a response that never was", { input: "Hi", previous_response_id: "resp_x" }, "previous_response_id", "previous_response_not_found"],
  ["a tool without a name", { input: "Hi", tools: [{ type: "function" }] }, "tools[0].name", "missing_required_parameter"],
])("refuses %s", async (_name, body, ...[param, code]) => {
  const response = await fetch(`${simulator.url}/v1/responses`, { method: "POST", body: JSON.stringify({ model: "gpt-4o", ...body }) });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", param, code } });
});
