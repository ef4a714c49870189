import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type Simulator } from "../simulator.ts";

let simulator: Simulator;
let client: Anthropic;

beforeAll(async () => {
  simulator = await createSimulator();
  client = new Anthropic({ baseURL: simulator.url, apiKey: "sk-ant-test", maxRetries: 0 });
});
afterAll(() => simulator.close());

const model = "claude-sonnet-4-5-20250929";
const user = (content: string) => ({ role: "user", content }) as const;
const tool = (name: string, ...parameters: string[]) => ({
  name,
  input_schema: {
    type: "object" as const,
    properties: Object.fromEntries(parameters.map((one) => [one, { type: "string" }])),
    required: parameters,
  },
});

test("answers a message with the usage that its rule gives, the same each time", async () => {
  const ask = () => client.messages.create({ model: "sim-echo", max_tokens: 100, system: "Be kind.", messages: [user("Twelve chars")] });
  const answer = await ask();
  expect(answer).toMatchObject({ type: "message", role: "assistant", stop_reason: "end_turn", stop_sequence: null });
  expect(answer.content).toEqual([{ type: "text", text: "Twelve chars" }]);
  expect(answer.usage).toMatchObject({ input_tokens: 4 + 2 + 4 + 3, output_tokens: 3, cache_read_input_tokens: 0 });
  expect(await ask()).toEqual(answer);
  expect((await client.messages.create({ model: "claude-sonnet-4-5", max_tokens: 9, messages: [user("Hi")] })).model).toBe(model);
});

test("streams the same message as it answers at once", async () => {
  const request = {
    model,
    max_tokens: 4000,
    thinking: { type: "enabled" as const, budget_tokens: 1024 },
    messages: [user("What is an LLM gateway?")],
  };
  const whole = await client.messages.create(request);
  const streamed = await client.messages.stream(request).finalMessage();
  expect(streamed.content).toEqual(whole.content);
  expect(streamed.usage).toMatchObject({ input_tokens: whole.usage.input_tokens, output_tokens: whole.usage.output_tokens });
  expect(whole.content.map((block) => block.type)).toEqual(["thinking", "text"]);
  expect(whole.usage.output_tokens_details?.thinking_tokens).toBeGreaterThan(0);
});

test("cuts at max_tokens and at a stop sequence, which it names", async () => {
  const ask = (more: object) =>
    client.messages.create({ model: "sim-echo", max_tokens: 100, messages: [user("alpha beta gamma")], ...more });
  expect(await ask({ max_tokens: 2 })).toMatchObject({ stop_reason: "max_tokens", content: [{ text: "alpha be" }] });
  expect(await ask({ stop_sequences: [" gamma"] })).toMatchObject({
    stop_reason: "stop_sequence",
    stop_sequence: " gamma",
    content: [{ text: "alpha beta" }],
  });
});

test("plays a tools loop of three rounds, thoughts and all, streamed", async () => {
  const tools = [tool("weather", "city"), tool("flights", "destination"), tool("hotels", "city")];
  const messages: Anthropic.MessageParam[] = [
    user("Look up the weather in Paris and Rome, then the flights to Oslo, then the hotels in Oslo."),
  ];
  const called: string[] = [];
  let last: Anthropic.Message | undefined;
  for (let round = 0; round < 4; round += 1) {
    last = await client.messages
      .stream({ model, max_tokens: 4000, thinking: { type: "enabled", budget_tokens: 1024 }, tools, messages })
      .finalMessage();
    const uses = last.content.filter((block) => block.type === "tool_use");
    if (uses.length === 0) break;
    expect(last.stop_reason).toBe("tool_use");
    called.push(...uses.map(({ name, input }) => `${name} ${JSON.stringify(input)}`));
    messages.push(
      { role: "assistant", content: last.content },
      {
        role: "user",
        content: uses.map(({ id }) => ({ type: "tool_result" as const, tool_use_id: id, content: `{"found":${called.length}}` })),
      },
    );
  }
  expect(called).toEqual([
    'weather {"city":"Paris"}',
    'weather {"city":"Rome"}',
    'flights {"destination":"Oslo"}',
    'hotels {"city":"Oslo"}',
  ]);
  expect(last?.content.at(-1)).toMatchObject({ type: "text", text: expect.stringContaining("hotels says found 4") });
});

test("forces, forbids and limits tools as tool_choice says", async () => {
  const ask = (choice: Anthropic.ToolChoice) =>
    client.messages.create({
      model,
      max_tokens: 500,
      tools: [tool("weather", "city"), tool("flights", "destination")],
      tool_choice: choice,
      messages: [user("The weather in Paris and Rome")],
    });
  const names = async (choice: Anthropic.ToolChoice) =>
    (await ask(choice)).content.flatMap((block) => (block.type === "tool_use" ? [block.name] : []));
  expect(await names({ type: "none" })).toEqual([]);
  expect(await names({ type: "tool", name: "flights" })).toEqual(["flights"]);
  expect(await names({ type: "auto" })).toEqual(["weather", "weather"]);
  expect(await names({ type: "any", disable_parallel_tool_use: true })).toEqual(["weather"]);
});

test("refuses thoughts that were touched", async () => {
  const thinking = { type: "enabled", budget_tokens: 1024 } as const;
  const tools = [tool("weather", "city")];
  const first = await client.messages.create({ model, max_tokens: 4000, thinking, tools, messages: [user("The weather in Paris")] });
  const use = first.content.find((block) => block.type === "tool_use");
  const result = { type: "tool_result" as const, tool_use_id: use?.id ?? "", content: "sunny" };
  const answerTo = (content: Anthropic.ContentBlockParam[]) =>
    client.messages.create({
      model,
      max_tokens: 4000,
      thinking,
      tools,
      messages: [user("The weather in Paris"), { role: "assistant", content }, { role: "user", content: [result] }],
    });
  expect((await answerTo(first.content)).stop_reason).toBe("end_turn");
  const touched = first.content.map((block) => (block.type === "thinking" ? { ...block, thinking: "Something else." } : block));
  await expect(answerTo(touched)).rejects.toThrow("Invalid `signature` in `thinking` block");
  await expect(answerTo(first.content.filter((block) => block.type !== "thinking"))).rejects.toThrow("must start with a thinking block");
});

test("keeps thoughts to itself where it is asked to, and takes them back", async () => {
  const hidden = await client.messages.create({
    model,
    max_tokens: 4000,
    thinking: { type: "enabled", budget_tokens: 1024 },
    messages: [user("ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_1 Say yes")],
  });
  expect(hidden.content[0]?.type).toBe("redacted_thinking");
  const again = await client.messages.create({
    model,
    max_tokens: 4000,
    messages: [user("Hi"), { role: "assistant", content: hidden.content }, user("And?")],
  });
  expect(again.stop_reason).toBe("end_turn");
  const adaptive = await client.messages.create({
    model: "claude-opus-4-7",
    max_tokens: 4000,
    thinking: { type: "adaptive" },
    messages: [user("Hi")],
  });
  expect(adaptive.content[0]).toMatchObject({ type: "thinking", thinking: "", signature: expect.stringMatching(/./) });
});

test("answers in the form of a schema", async () => {
  const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
  const ask = (given: object) =>
    client.messages.create({
      model,
      max_tokens: 100,
      output_config: { format: { type: "json_schema", schema: { ...given } } },
      messages: [user("What is the capital of Norway?")],
    });
  const [block] = (await ask(schema)).content;
  expect(JSON.parse(block?.type === "text" ? block.text : "")).toHaveProperty("city");
  await expect(ask({ ...schema, additionalProperties: true })).rejects.toThrow("must be explicitly set to false");
});

test("caches a marked prompt: written once, read afterwards, and never counted twice", async () => {
  const system = [
    { type: "text" as const, text: "Rules. ".repeat(1000), cache_control: { type: "ephemeral" as const, ttl: "1h" as const } },
  ];
  const ask = () => client.messages.create({ model, max_tokens: 100, system, messages: [user("Hi")] });
  const [first, second] = [(await ask()).usage, (await ask()).usage];
  expect(first).toMatchObject({
    cache_creation_input_tokens: 1750,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_1h_input_tokens: 1750 },
  });
  expect(second).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: 1750, input_tokens: first.input_tokens });
});

test("counts tokens as a message would", async () => {
  const request = { model, messages: [user("Twelve chars")], tools: [tool("weather", "city")] };
  const { input_tokens: counted } = await client.messages.countTokens(request);
  expect(counted).toBe((await client.messages.create({ ...request, max_tokens: 100 })).usage.input_tokens);
});

test("lists its models in Anthropic's form, beside OpenAI's at the same path", async () => {
  const page = await client.models.list();
  expect(page.data.map(({ id }) => id)).toContain(model);
  expect(await client.models.retrieve("claude-sonnet-4-5")).toMatchObject({ id: model, type: "model", display_name: "Claude Sonnet 4.5" });
  await expect(client.models.retrieve("claude-9")).rejects.toBeInstanceOf(Anthropic.NotFoundError);
});

const say = (name: string) => client.messages.create({ model: name, max_tokens: 100, messages: [user("Tell me about whales")] });
const saySlowly = (name: string) => client.messages.stream({ model: name, max_tokens: 100, messages: [user("Tell me about whales")] });

test.each([
  [400, Anthropic.BadRequestError, "invalid_request_error"],
  [401, Anthropic.AuthenticationError, "authentication_error"],
  [403, Anthropic.PermissionDeniedError, "permission_error"],
  [404, Anthropic.NotFoundError, "not_found_error"],
  [429, Anthropic.RateLimitError, "rate_limit_error"],
  [500, Anthropic.InternalServerError, "api_error"],
  [529, Anthropic.InternalServerError, "overloaded_error"],
] as const)("sim-error-%i becomes the client's own error", async (status, kind, type) => {
  const error = await say(`sim-error-${status}`).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ status, requestID: expect.stringMatching(/^req_/), error: { type: "error", error: { type } } });
});

test("spent credit, a bad key and a missing key are refused as Anthropic does", async () => {
  await expect(say("sim-quota")).rejects.toThrow("credit balance is too low");
  const other = (apiKey: string) => new Anthropic({ baseURL: simulator.url, apiKey, maxRetries: 0 });
  const ask = (apiKey: string, name: string) => other(apiKey).messages.create({ model: name, max_tokens: 9, messages: [user("Hi")] });
  await expect(ask("sk-invalid", model)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  await expect(ask("a-key", "sim-key-required")).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  expect((await ask("a-key", model)).type).toBe("message");
  const response = await fetch(`${simulator.url}/v1/messages`, { method: "POST", headers: { "anthropic-version": "2023-06-01" } });
  expect(response.status).toBe(401);
});

test("breaks in the middle as asked", async () => {
  await expect(saySlowly("sim-error-midstream").finalMessage()).rejects.toThrow("Overloaded");
  await expect(say("sim-error-midstream")).rejects.toBeInstanceOf(Anthropic.InternalServerError);
  await expect(saySlowly("sim-cut").finalMessage()).rejects.toThrow();
  await expect(saySlowly("sim-bad-json").finalMessage()).rejects.toThrow();
});

test("sim-usage-every counts while it speaks, and ends with the whole", async () => {
  const events = await Array.fromAsync(saySlowly("sim-usage-every"));
  const counts = events.flatMap((event) => (event.type === "message_delta" ? [event.usage.output_tokens] : []));
  expect(counts.length).toBeGreaterThan(3);
  expect(counts).toEqual(counts.toSorted((left, right) => left - right));
  expect(counts.at(-1)).toBe((await say("sim-usage-every")).usage.output_tokens);
});
