import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type Simulator } from "./simulator.ts";

let simulator: Simulator;
let client: OpenAI;

beforeAll(async () => {
  simulator = await createSimulator();
  client = new OpenAI({ baseURL: `${simulator.url}/v1`, apiKey: "sk-test", maxRetries: 0 });
});
afterAll(() => simulator.close());

const user = (content: string) => ({ role: "user", content }) as const;
const takes = (...names: string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  required: names,
});
const tool = (name: string, ...parameters: string[]) =>
  ({ type: "function", function: { name, parameters: takes(...parameters) } }) as const;
const post = (path: string, body: unknown) =>
  fetch(`${simulator.url}${path}`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });

test("lists its models, and knows those of the test family by name", async () => {
  const ids = (await client.models.list()).data.map((model) => model.id);
  expect(ids).toEqual(expect.arrayContaining(["gpt-5-mini", "gpt-4o", "text-embedding-3-small", "whisper-1"]));
  expect((await client.models.retrieve("sim-chunks-5-10")).id).toBe("sim-chunks-5-10");
  await expect(client.models.retrieve("gpt-9")).rejects.toMatchObject({ status: 404, code: "model_not_found", param: "model" });
});

test("answers a chat with the usage that its rule gives, the same each time", async () => {
  const ask = () =>
    client.chat.completions.create({ model: "sim-echo", messages: [{ role: "system", content: "Be kind." }, user("Twelve chars")] });
  const answer = await ask();
  expect(answer.choices[0]?.message).toMatchObject({ role: "assistant", content: "Twelve chars", refusal: null });
  expect(answer.usage).toMatchObject({ prompt_tokens: 4 + 2 + 4 + 3, completion_tokens: 3, total_tokens: 16 });
  const again = await ask();
  expect(again).toEqual({ ...answer, created: again.created });
});

test("streams the same words and the same usage as it answers at once", async () => {
  const request = { model: "gpt-5-mini", messages: [user("What is an LLM gateway?")] };
  const whole = await client.chat.completions.create(request);
  const stream = await client.chat.completions.create({ ...request, stream: true, stream_options: { include_usage: true } });
  const chunks = await Array.fromAsync(stream);
  expect(chunks[0]?.choices[0]?.delta.role).toBe("assistant");
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe(whole.choices[0]?.message.content);
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("stop");
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
  expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  expect(whole.model).toBe("gpt-5-mini-2025-08-07");
  expect(whole.usage?.completion_tokens_details?.reasoning_tokens).toBe(64);
});

test("leaves the usage out of a stream that did not ask for it, and ends with [DONE]", async () => {
  const response = await post("/v1/chat/completions", { model: "gpt-4o", stream: true, messages: [user("Hi")] });
  const text = await response.text();
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(text).not.toContain("usage");
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("cuts at max_tokens and at a stop word, and offers several choices", async () => {
  const ask = (more: object) => client.chat.completions.create({ model: "sim-echo", messages: [user("alpha beta gamma delta")], ...more });
  const cut = await ask({ max_tokens: 2 });
  expect(cut.choices[0]).toMatchObject({ finish_reason: "length", message: { content: "alpha be" } });
  expect(cut.usage?.completion_tokens).toBe(2);
  const stopped = await ask({ stop: [" gamma"] });
  expect(stopped.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "alpha beta" } });
  const several = await ask({ n: 3 });
  expect(several.choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
  const streamed = await Array.fromAsync(
    await client.chat.completions.create({ model: "gpt-4o", n: 2, stream: true, messages: [user("Hi")] }),
  );
  expect(new Set(streamed.flatMap((chunk) => chunk.choices.map((choice) => choice.index)))).toEqual(new Set([0, 1]));
});

test("plays a tools loop of three rounds with the client's own runner", async () => {
  const called: string[] = [];
  const runnable = (name: string, ...parameters: string[]) => ({
    type: "function" as const,
    function: {
      name,
      description: name,
      parameters: takes(...parameters),
      parse: JSON.parse,
      function: (given: object) => {
        called.push(`${name} ${JSON.stringify(given)}`);
        return JSON.stringify({ found: called.length });
      },
    },
  });
  const runner = client.chat.completions.runTools({
    model: "gpt-4o",
    messages: [user("Look up the weather in Paris, then the flights to Oslo, then the hotels in Oslo.")],
    tools: [runnable("weather", "city"), runnable("flights", "destination"), runnable("hotels", "city")],
  });
  const final = await runner.finalContent();
  expect(called).toEqual(['weather {"city":"Paris"}', 'flights {"destination":"Oslo"}', 'hotels {"city":"Oslo"}']);
  expect(final).toContain("hotels says found 3");
});

test("makes parallel calls, streamed and not, with arguments that fit", async () => {
  const request = { model: "gpt-4o", messages: [user("The weather in Paris and Tokyo?")], tools: [tool("get_weather", "city")] };
  const whole = await client.chat.completions.create(request);
  expect(whole.choices[0]?.finish_reason).toBe("tool_calls");
  const calls = whole.choices[0]?.message.tool_calls ?? [];
  expect(calls.map((call) => call.type === "function" && call.function.arguments)).toEqual(['{"city":"Paris"}', '{"city":"Tokyo"}']);
  const streamed = await client.chat.completions.stream(request).finalChatCompletion();
  expect(streamed.choices[0]?.message.tool_calls?.map(({ id }) => id).length).toBe(2);
  expect(streamed.choices[0]?.message.tool_calls?.map((call) => call.type === "function" && call.function.arguments)).toEqual([
    '{"city":"Paris"}',
    '{"city":"Tokyo"}',
  ]);
});

test("answers by a JSON schema", async () => {
  const schema = {
    type: "object",
    properties: {
      steps: { type: "array", items: takes("explanation") },
      final_answer: { type: "string" },
      score: { type: "integer", minimum: 3 },
    },
    required: ["steps", "final_answer", "score"],
  };
  const answer = await client.chat.completions.create({
    model: "gpt-4o",
    messages: [user("What is 6 * 7?")],
    response_format: { type: "json_schema", json_schema: { name: "maths", schema } },
  });
  const value = JSON.parse(answer.choices[0]?.message.content ?? "");
  expect(value).toMatchObject({ final_answer: expect.stringContaining("42"), steps: [{ explanation: expect.any(String) }] });
  expect(value.score).toBeGreaterThanOrEqual(3);
});

test("reports the cached tokens of a long prompt that it has seen", async () => {
  const ask = (end: string) =>
    client.chat.completions.create({ model: "gpt-4o", messages: [{ role: "system", content: "Rule. ".repeat(1000) }, user(end)] });
  expect((await ask("One")).usage?.prompt_tokens_details?.cached_tokens).toBe(0);
  expect((await ask("Two")).usage?.prompt_tokens_details?.cached_tokens).toBe(1408);
});

test("embeds: floats and base64 alike, unit length, kindred texts near each other", async () => {
  const embed = async (input: string[], more: object = {}) =>
    (await client.embeddings.create({ model: "text-embedding-3-small", input, ...more })).data.map((one) => one.embedding);
  const [fish, shark, tax] = await embed(["the sea is full of fish", "the sea is full of sharks", "income tax forms"]);
  const dot = (left: number[] = [], right: number[] = []) => left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
  expect(fish).toHaveLength(1536);
  expect(dot(fish, fish)).toBeCloseTo(1, 4);
  expect(dot(fish, shark)).toBeGreaterThan(dot(fish, tax) + 0.3);
  expect(await embed(["the sea is full of fish"], { encoding_format: "float" })).toEqual([fish]);
  expect((await embed(["a"], { dimensions: 8 }))[0]).toHaveLength(8);
  const { usage } = await client.embeddings.create({ model: "text-embedding-3-small", input: ["12345", "123"] });
  expect(usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
});

test("serves the other paths: completions, moderations, images, transcriptions, files", async () => {
  const completion = await client.completions.create({ model: "sim-echo", prompt: "Once upon", stop: " upon" });
  expect(completion.choices[0]).toMatchObject({ text: "Once", finish_reason: "stop" });
  const chunks = await Array.fromAsync(await client.completions.create({ model: "sim-echo", prompt: "a b", stream: true }));
  expect(chunks.map((chunk) => chunk.choices[0]?.text).join("")).toBe("a b");
  const { results } = await client.moderations.create({ input: ["I will kill you", "Good morning"] });
  expect(results.map((result) => result.flagged)).toEqual([true, false]);
  const image = await client.images.generate({ model: "gpt-image-1", prompt: "A boat" });
  expect(
    Buffer.from(image.data?.[0]?.b64_json ?? "", "base64")
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  const file = new File([new Uint8Array(100)], "speech.wav");
  expect((await client.audio.transcriptions.create({ model: "whisper-1", file })).text).toContain("100 bytes of speech.wav");
  expect((await client.files.list()).data).toEqual([]);
});

test("keeps the last requests, and no more", async () => {
  await client.chat.completions.create({ model: "sim-fast", messages: [user("Hi")] });
  const seen = simulator.requests.at(-1);
  expect(seen).toMatchObject({ method: "POST", url: "/v1/chat/completions", headers: { authorization: "Bearer sk-test" } });
  expect(seen?.body).toContain('"sim-fast"');
  await Promise.all(Array.from({ length: 210 }, () => fetch(`${simulator.url}/v1/files`)));
  expect(simulator.requests).toHaveLength(200);
});

test("says on /health that it is up", async () => {
  expect(await (await fetch(`${simulator.url}/health`)).json()).toEqual({ status: "ok" });
});
