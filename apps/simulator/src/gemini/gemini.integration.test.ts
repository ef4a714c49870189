import { ApiError, type Content, FunctionCallingConfigMode, GoogleGenAI, ThinkingLevel } from "@google/genai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type Simulator } from "../simulator.ts";

let simulator: Simulator;
let client: GoogleGenAI;

beforeAll(async () => {
  simulator = await createSimulator();
  client = new GoogleGenAI({ apiKey: "AIza-test", httpOptions: { baseUrl: simulator.url } });
});
afterAll(() => simulator.close());

const model = "gemini-3-pro-preview";
const declaration = (name: string, ...parameters: string[]) => ({
  name,
  parametersJsonSchema: {
    type: "object",
    properties: Object.fromEntries(parameters.map((one) => [one, { type: "string" }])),
    required: parameters,
  },
});

test("answers with the usage that its rule gives, the same each time", async () => {
  const ask = () =>
    client.models.generateContent({ model: "sim-echo", contents: "Twelve chars", config: { systemInstruction: "Be kind." } });
  const answer = await ask();
  expect(answer.text).toBe("Twelve chars");
  expect(answer.candidates?.[0]?.finishReason).toBe("STOP");
  expect(answer.usageMetadata).toMatchObject({ promptTokenCount: 4 + 2 + 4 + 3, candidatesTokenCount: 3, totalTokenCount: 16 });
  expect((await ask()).responseId).toBe(answer.responseId);
});

test("streams the same words and the same usage as it answers at once, thoughts apart", async () => {
  const request = { model: "gemini-2.5-flash", contents: "What is an LLM gateway?", config: { thinkingConfig: { includeThoughts: true } } };
  const whole = await client.models.generateContent(request);
  const chunks = await Array.fromAsync(await client.models.generateContentStream(request));
  expect(chunks.map((chunk) => chunk.text ?? "").join("")).toBe(whole.text);
  expect(chunks.at(-1)?.usageMetadata).toEqual(whole.usageMetadata);
  expect(chunks.filter((chunk) => chunk.candidates?.[0]?.finishReason)).toHaveLength(1);
  expect(whole.candidates?.[0]?.content?.parts?.[0]).toMatchObject({ thought: true });
  expect(whole.usageMetadata?.thoughtsTokenCount).toBeGreaterThan(0);
});

test("streams a list of JSON where nobody asks for events", async () => {
  const stream = (path: string) =>
    fetch(`${simulator.url}/v1beta/models/${path}:streamGenerateContent?key=AIza`, {
      method: "POST",
      body: JSON.stringify({ contents: [{ parts: [{ text: "Say hello" }] }] }),
    });
  const answer = await stream("gemini-2.5-flash");
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(((await answer.json()) as unknown[]).length).toBeGreaterThan(0);
  expect(await (await stream("sim-error-503")).json()).toMatchObject([{ error: { code: 503, status: "UNAVAILABLE" } }]);
});

test("cuts at the limit and at a stop sequence, and offers several candidates", async () => {
  const ask = (config: object) => client.models.generateContent({ model: "sim-echo", contents: "alpha beta gamma", config });
  const cut = await ask({ maxOutputTokens: 2 });
  expect([cut.text, cut.candidates?.[0]?.finishReason]).toEqual(["alpha be", "MAX_TOKENS"]);
  expect((await ask({ stopSequences: [" gamma"] })).text).toBe("alpha beta");
  expect((await ask({ candidateCount: 3 })).candidates?.map(({ index }) => index)).toEqual([0, 1, 2]);
});

async function loop(mangle: (content: Content) => Content): Promise<readonly string[]> {
  const tools = [{ functionDeclarations: [declaration("weather", "city"), declaration("flights", "to"), declaration("hotels", "city")] }];
  const contents: Content[] = [
    { role: "user", parts: [{ text: "Look up the weather in Paris and Rome, then the flights to Oslo, then the hotels in Oslo." }] },
  ];
  const called: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const answer = await client.models.generateContent({ model, contents, config: { tools } });
    const calls = answer.functionCalls ?? [];
    if (calls.length === 0) return [...called, answer.text ?? ""];
    called.push(...calls.map(({ name, args }) => `${name} ${JSON.stringify(args)}`));
    const content = answer.candidates?.[0]?.content;
    if (content) contents.push(mangle(content));
    contents.push({
      role: "user",
      parts: calls.map(({ id, name }) => ({
        functionResponse: { ...(id ? { id } : {}), name: name ?? "", response: { found: called.length } },
      })),
    });
  }
  return called;
}

test("plays a tools loop of three rounds, with the signatures of its thoughts", async () => {
  const [paris, rome, flights, hotels, text] = await loop((content) => content);
  expect([paris, rome, flights, hotels]).toEqual([
    'weather {"city":"Paris"}',
    'weather {"city":"Rome"}',
    'flights {"to":"Oslo"}',
    'hotels {"city":"Oslo"}',
  ]);
  expect(text).toContain("hotels says found 4");
});

test("refuses a call that comes back without its signature, or with another's", async () => {
  const without = loop(({ parts = [], ...content }) => ({
    ...content,
    parts: parts.map(({ thoughtSignature: _gone, ...part }) => part),
  }));
  await expect(without).rejects.toThrow("missing a thought_signature in functionCall parts");
  const forged = loop(({ parts = [], ...content }) => ({
    ...content,
    parts: parts.map((part) => ({ ...part, thoughtSignature: "AAAA" })),
  }));
  await expect(forged).rejects.toThrow("Corrupted thought signature");
  const standIn = await loop(({ parts = [], ...content }) => ({
    ...content,
    parts: parts.map((part, index) => (index === 0 ? { ...part, thoughtSignature: "skip_thought_signature_validator" } : part)),
  }));
  expect(standIn).toHaveLength(5);
});

test("forces and forbids functions", async () => {
  const ask = async (functionCallingConfig: object) => {
    const config = {
      tools: [{ functionDeclarations: [declaration("weather", "city"), declaration("flights", "to")] }],
      toolConfig: { functionCallingConfig },
    };
    const answer = await client.models.generateContent({ model, contents: "The weather in Paris", config });
    return answer.functionCalls?.map(({ name }) => name);
  };
  expect(await ask({ mode: FunctionCallingConfigMode.NONE })).toBeUndefined();
  expect(await ask({ mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ["flights"] })).toEqual(["flights"]);
});

test("answers in the form of a schema, of either kind", async () => {
  const ask = async (config: object) => {
    const answer = await client.models.generateContent({
      model,
      contents: "What is the capital of Norway?",
      config: { responseMimeType: "application/json", ...config },
    });
    return JSON.parse(answer.text ?? "");
  };
  const properties = { city: { type: "string" } };
  expect(await ask({ responseJsonSchema: { type: "object", properties, required: ["city"] } })).toHaveProperty("city");
  expect(await ask({ responseSchema: { type: "OBJECT", properties: { city: { type: "STRING" } }, required: ["city"] } })).toHaveProperty(
    "city",
  );
  await expect(ask({ responseJsonSchema: { type: "object", properties, not: {} } })).rejects.toThrow('keyword \\"not\\" is not supported');
});

test("takes a level or a budget of thinking, as the model has it", async () => {
  const ask = (name: string, thinkingConfig: object) =>
    client.models.generateContent({ model: name, contents: "Hi", config: { thinkingConfig } });
  expect((await ask(model, { thinkingLevel: ThinkingLevel.LOW })).usageMetadata?.thoughtsTokenCount).toBe(16);
  expect((await ask("gemini-2.5-flash", { thinkingBudget: 0 })).usageMetadata?.thoughtsTokenCount).toBeUndefined();
  await expect(ask("gemini-2.5-pro", { thinkingBudget: 0 })).rejects.toThrow("only works in thinking mode");
  await expect(ask("gemini-2.5-flash", { thinkingLevel: ThinkingLevel.LOW })).rejects.toThrow("not supported");
  await expect(ask(model, { thinkingLevel: ThinkingLevel.LOW, thinkingBudget: 100 })).rejects.toThrow("only one of");
});

test("reports what it has read before as cached, as part of the prompt", async () => {
  const ask = () => client.models.generateContent({ model: "gemini-2.5-flash", contents: "Rules. ".repeat(1000) });
  expect((await ask()).usageMetadata?.cachedContentTokenCount).toBeUndefined();
  const { usageMetadata } = await ask();
  expect(usageMetadata?.cachedContentTokenCount).toBe(1664);
  expect(usageMetadata?.promptTokenCount).toBe(1754);
});

test("embeds one text and several, in the size that is asked for", async () => {
  const one = await client.models.embedContent({ model: "gemini-embedding-001", contents: "a cat", config: { outputDimensionality: 256 } });
  expect(one.embeddings?.[0]?.values).toHaveLength(256);
  const several = await client.models.embedContent({ model: "gemini-embedding-001", contents: ["a cat", "the cat", "a ship"] });
  const [cat = [], theCat = [], ship = []] = (several.embeddings ?? []).map(({ values = [] }) => values);
  const near = (left: readonly number[], right: readonly number[]) => left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
  expect(cat).toHaveLength(3072);
  expect(near(cat, theCat)).toBeGreaterThan(near(theCat, ship));
  await expect(client.models.embedContent({ model, contents: "x" })).rejects.toMatchObject({ status: 404 });
});

test("counts tokens, and lists its models", async () => {
  const counted = await client.models.countTokens({ model, contents: "Twelve chars" });
  expect(counted.totalTokens).toBe(7);
  const listed = await Array.fromAsync(await client.models.list());
  expect(listed.map(({ name }) => name)).toContain(`models/${model}`);
  expect((await client.models.get({ model })).displayName).toBe("Gemini 3 Pro Preview");
});

const say = (name: string) => client.models.generateContent({ model: name, contents: "Tell me about whales" });
const saySlowly = async (name: string) =>
  Array.fromAsync(await client.models.generateContentStream({ model: name, contents: "Tell me about whales" }));

test.each([
  [400, "INVALID_ARGUMENT"],
  [401, "UNAUTHENTICATED"],
  [403, "PERMISSION_DENIED"],
  [404, "NOT_FOUND"],
  [429, "RESOURCE_EXHAUSTED"],
  [500, "INTERNAL"],
  [503, "UNAVAILABLE"],
])("sim-error-%i becomes the client's own error", async (status, name) => {
  const error = await say(`sim-error-${status}`).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status, message: expect.stringContaining(name) });
});

test("says in the body when to come back, but not when the quota is spent", async () => {
  await expect(say("sim-error-429")).rejects.toThrow('"retryDelay":"1s"');
  await expect(say("sim-quota")).rejects.not.toThrow("retryDelay");
});

test("asks for a key, in a header or in the query", async () => {
  const other = (apiKey: string) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: simulator.url } });
  await expect(other("invalid").models.generateContent({ model, contents: "Hi" })).rejects.toThrow("API key not valid");
  await expect(other("x").models.generateContent({ model: "sim-key-required", contents: "Hi" })).rejects.toThrow("API key not valid");
  const status = async (query: string) => (await fetch(`${simulator.url}/v1beta/models${query}`)).status;
  expect(await status("")).toBe(403);
  expect(await status("?key=x")).toBe(200);
});

test("breaks in the middle as asked", async () => {
  await expect(saySlowly("sim-error-midstream")).rejects.toMatchObject({ status: 503 });
  await expect(say("sim-error-midstream")).rejects.toMatchObject({ status: 500 });
  await expect(saySlowly("sim-cut")).rejects.toThrow();
  await expect(saySlowly("sim-bad-json")).rejects.toThrow();
  expect((await saySlowly("sim-usage-none")).every((chunk) => chunk.usageMetadata === undefined)).toBe(true);
});
