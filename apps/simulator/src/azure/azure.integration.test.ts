import OpenAI, { AzureOpenAI } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type Simulator } from "../simulator.ts";

let simulator: Simulator;
/** Azure's paths of today. */
let client: OpenAI;
/** Azure's older paths, one for each deployment. */
let older: AzureOpenAI;

beforeAll(async () => {
  simulator = await createSimulator();
  client = new OpenAI({
    baseURL: `${simulator.url}/openai/v1`,
    apiKey: "unused",
    defaultHeaders: { "api-key": "a-key", authorization: null },
    maxRetries: 0,
  });
  older = new AzureOpenAI({ endpoint: simulator.url, apiKey: "a-key", apiVersion: "2024-10-21", maxRetries: 0 });
});
afterAll(() => simulator.close());

const messages = [{ role: "user" as const, content: "The weather in Paris" }];
const tools = [
  {
    type: "function" as const,
    function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] } },
  },
];

test.each<[string, () => OpenAI]>([
  ["the paths of today", () => client],
  ["the paths of deployments", () => older],
])("chats, streams and calls tools by %s", async (_name, of) => {
  const request = { model: "gpt-4o", messages };
  const whole = await of().chat.completions.create(request);
  expect(whole).toMatchObject({
    prompt_filter_results: [{ prompt_index: 0 }],
    choices: [{ content_filter_results: { hate: { filtered: false } } }],
  });
  const chunks = await Array.fromAsync(
    await of().chat.completions.create({ ...request, stream: true, stream_options: { include_usage: true } }),
  );
  expect(chunks[0]).toMatchObject({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] });
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe(whole.choices[0]?.message.content);
  expect(chunks.at(-1)?.usage).toEqual(whole.usage);
  const called = await of().chat.completions.create({ ...request, tools });
  expect(called.choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: { name: "weather", arguments: '{"city":"Paris"}' } });
});

test("embeds, and answers responses", async () => {
  const embedded = await older.embeddings.create({ model: "text-embedding-3-small", input: ["a", "b"], dimensions: 256 });
  expect(embedded.data.map(({ embedding }) => embedding.length)).toEqual([256, 256]);
  expect((await client.responses.create({ model: "gpt-5-mini", input: "Say hello" })).output_text).toBe("hello");
});

test("refuses in Azure's own words", async () => {
  const ask = (model: string) => client.chat.completions.create({ model, messages });
  await expect(ask("gpt-9")).rejects.toMatchObject({ status: 404, code: "DeploymentNotFound" });
  await expect(ask("sim-error-429")).rejects.toMatchObject({ status: 429, code: "RateLimitReached" });
  await expect(ask("sim-error-500")).rejects.toBeInstanceOf(OpenAI.InternalServerError);
  await expect(client.chat.completions.create({ model: "gpt-4o", messages: [] })).rejects.toMatchObject({
    status: 400,
    code: "empty_array",
  });
  const status = async (path: string, headers: Record<string, string>) =>
    (await fetch(`${simulator.url}/openai${path}`, { method: "POST", headers, body: JSON.stringify({ messages }) })).status;
  expect(await status("/v1/chat/completions", {})).toBe(401);
  expect(await status("/v1/chat/completions", { "api-key": "sk-invalid" })).toBe(401);
  expect(await status("/deployments/gpt-4o/chat/completions", { "api-key": "a-key" })).toBe(404);
  expect(await status("/deployments/gpt-4o/chat/completions?api-version=2024-10-21", { "api-key": "a-key" })).toBe(200);
});

test("breaks in the middle as asked", async () => {
  const read = async (model: string) => Array.fromAsync(await client.chat.completions.create({ model, messages, stream: true }));
  await expect(read("sim-error-midstream")).rejects.toThrow("The server had an error");
  await expect(read("sim-cut")).rejects.toThrow();
});
