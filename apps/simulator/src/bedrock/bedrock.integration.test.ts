import {
  BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  InvokeModelCommand,
  type Message,
  type Tool,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type Simulator } from "../simulator.ts";
import { TEST_ACCESS_KEY_ID, TEST_SECRET_ACCESS_KEY, TEST_SESSION_TOKEN, TEST_TEMPORARY_KEY_ID } from "./verify-signature.ts";

const credentials = { accessKeyId: TEST_ACCESS_KEY_ID, secretAccessKey: TEST_SECRET_ACCESS_KEY };
let simulator: Simulator;
let client: BedrockRuntimeClient;

beforeAll(async () => {
  simulator = await createSimulator();
  client = clientWith({ credentials });
});
afterAll(() => simulator.close());

function clientWith(options: object): BedrockRuntimeClient {
  // By itself the client speaks HTTP/2 without asking, which the simulator does not.
  const requestHandler = new NodeHttpHandler();
  return new BedrockRuntimeClient({ region: "eu-west-1", endpoint: simulator.url, maxAttempts: 1, requestHandler, ...options });
}

const modelId = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const user = (text: string): Message => ({ role: "user", content: [{ text }] });
const tool = (name: string, ...parameters: string[]): Tool => ({
  toolSpec: {
    name,
    inputSchema: {
      json: { type: "object", properties: Object.fromEntries(parameters.map((one) => [one, { type: "string" }])), required: parameters },
    },
  },
});
const converse = (input: Partial<ConverseCommandInput>) =>
  client.send(new ConverseCommand({ modelId, messages: [user("Twelve chars")], ...input }));
async function converseEvents(input: Partial<ConverseCommandInput>): Promise<readonly ConverseStreamOutput[]> {
  const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages: [user("Twelve chars")], ...input }));
  return stream ? Array.fromAsync(stream) : [];
}

test("answers with the usage that its rule gives, the same each time", async () => {
  const ask = () => converse({ modelId: "sim-echo", system: [{ text: "Be kind." }] });
  const { $metadata, ...answer } = await ask();
  expect($metadata.requestId).toMatch(/^req_/);
  expect(answer).toMatchObject({ stopReason: "end_turn", output: { message: { role: "assistant", content: [{ text: "Twelve chars" }] } } });
  expect(answer.usage).toMatchObject({ inputTokens: 4 + 2 + 4 + 3, outputTokens: 3, totalTokens: 16 });
  expect(await ask()).toMatchObject(answer);
});

test("streams the same words and the same usage as it answers at once, thoughts apart", async () => {
  const input = {
    messages: [user("What is an LLM gateway?")],
    inferenceConfig: { maxTokens: 4000 },
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
  };
  const whole = await converse(input);
  const events = await converseEvents(input);
  const deltas = events.flatMap((event) => event.contentBlockDelta?.delta ?? []);
  const [thoughts, said] = whole.output?.message?.content ?? [];
  expect(deltas.map((delta) => delta.text ?? "").join("")).toBe(said?.text);
  expect(deltas.map((delta) => delta.reasoningContent?.text ?? "").join("")).toBe(thoughts?.reasoningContent?.reasoningText?.text);
  expect(events.at(-1)?.metadata?.usage).toEqual(whole.usage);
  expect(events.at(-2)?.messageStop?.stopReason).toBe("end_turn");
});

test("cuts at the limit and at a stop sequence", async () => {
  const ask = (inferenceConfig: object) => converse({ modelId: "sim-echo", messages: [user("alpha beta gamma")], inferenceConfig });
  expect(await ask({ maxTokens: 2 })).toMatchObject({ stopReason: "max_tokens", output: { message: { content: [{ text: "alpha be" }] } } });
  expect(await ask({ stopSequences: [" gamma"] })).toMatchObject({ stopReason: "stop_sequence" });
});

test("plays a tools loop of three rounds, streamed, with signed thoughts", async () => {
  const tools = [tool("weather", "city"), tool("flights", "destination"), tool("hotels", "city")];
  const messages = [user("Look up the weather in Paris and Rome, then the flights to Oslo, then the hotels in Oslo.")];
  const called: string[] = [];
  let text = "";
  for (let round = 0; round < 4; round += 1) {
    const input = {
      messages,
      toolConfig: { tools },
      inferenceConfig: { maxTokens: 4000 },
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
    };
    const events = await converseEvents(input);
    text = events.map((event) => event.contentBlockDelta?.delta?.text ?? "").join("");
    const uses = events.flatMap((event) => event.contentBlockStart?.start?.toolUse ?? []);
    if (uses.length === 0) break;
    const content = (await converse(input)).output?.message?.content ?? [];
    called.push(...content.flatMap(({ toolUse }) => (toolUse ? [`${toolUse.name} ${JSON.stringify(toolUse.input)}`] : [])));
    const results = uses.map(
      ({ toolUseId }): ContentBlock => ({ toolResult: { toolUseId, content: [{ json: { found: called.length } }] } }),
    );
    messages.push({ role: "assistant", content }, { role: "user", content: results });
  }
  expect(called).toEqual([
    'weather {"city":"Paris"}',
    'weather {"city":"Rome"}',
    'flights {"destination":"Oslo"}',
    'hotels {"city":"Oslo"}',
  ]);
  expect(text).toContain("hotels says found 4");
});

test("forces tools where the model can be forced", async () => {
  const forced = { tools: [tool("weather", "city"), tool("flights", "to")], toolChoice: { tool: { name: "flights" } } };
  const { output } = await converse({ modelId: "amazon.nova-lite-v1:0", toolConfig: forced });
  expect(output?.message?.content?.[0]?.toolUse?.name).toBe("flights");
  await expect(converse({ modelId: "meta.llama3-3-70b-instruct-v1:0", toolConfig: forced })).rejects.toThrow(
    "doesn't support the toolConfig.toolChoice.tool",
  );
});

test("answers in the form of a schema, which is a text", async () => {
  const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
  const ask = (given: object) =>
    converse({
      outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema: { schema: JSON.stringify(given), name: "city" } } } },
    });
  const [block] = (await ask(schema)).output?.message?.content ?? [];
  expect(JSON.parse(block?.text ?? "")).toHaveProperty("city");
  await expect(ask({ ...schema, additionalProperties: true })).rejects.toThrow("must be explicitly set to false");
});

test("caches up to a point: written once, read afterwards, and never counted twice", async () => {
  const system = [{ text: "Rules. ".repeat(1000) }, { cachePoint: { type: "default" as const } }];
  const [first, second] = [(await converse({ system })).usage, (await converse({ system })).usage];
  expect(first).toMatchObject({ cacheWriteInputTokens: 1750, cacheReadInputTokens: 0 });
  expect(second).toMatchObject({ cacheWriteInputTokens: 0, cacheReadInputTokens: 1750, inputTokens: first?.inputTokens });
});

async function embed(id: string, body: object): Promise<Record<string, unknown>> {
  const { body: bytes } = await client.send(
    new InvokeModelCommand({ modelId: id, contentType: "application/json", body: JSON.stringify(body) }),
  );
  return JSON.parse(Buffer.from(bytes).toString());
}

test("embeds by Titan's and by Cohere's own bodies", async () => {
  const titan = await embed("amazon.titan-embed-text-v2:0", { inputText: "Twelve chars", dimensions: 256 });
  expect(titan).toMatchObject({ inputTextTokenCount: 3 });
  expect(titan["embedding"]).toHaveLength(256);
  const cohere = { texts: ["a", "b"], input_type: "search_document" };
  const bare = await embed("cohere.embed-english-v3", cohere);
  expect(bare["embeddings"]).toHaveLength(2);
  const typed = await embed("cohere.embed-v4:0", { ...cohere, embedding_types: ["float"], output_dimension: 512 });
  expect(typed).toMatchObject({ response_type: "embeddings_by_type", embeddings: { float: [{ length: 512 }, { length: 512 }] } });
  await expect(embed("amazon.titan-embed-text-v1", { inputText: "a", dimensions: 256 })).rejects.toThrow("extraneous key [dimensions]");
  await expect(embed("cohere.embed-english-v3", { texts: ["a"] })).rejects.toThrow("required key [input_type]");
});

test("takes ids, profiles and ARNs, and refuses what is none", async () => {
  const ask = async (id: string) => (await converse({ modelId: id })).stopReason;
  expect(await ask(`eu.${modelId}`)).toBe("end_turn");
  expect(await ask(`arn:aws:bedrock:eu-west-1:123456789012:inference-profile/global.${modelId}`)).toBe("end_turn");
  await expect(ask("anthropic.claude-9")).rejects.toMatchObject({
    name: "ValidationException",
    message: "The provided model identifier is invalid.",
  });
  await expect(ask("cohere.embed-english-v3")).rejects.toThrow("doesn't support the model");
});

test("verifies signatures: another secret, key, token or clock is refused", async () => {
  const ask = (options: object) => clientWith(options).send(new ConverseCommand({ modelId, messages: [user("Hi")] }));
  const temporary = { accessKeyId: TEST_TEMPORARY_KEY_ID, secretAccessKey: TEST_SECRET_ACCESS_KEY };
  expect((await ask({ credentials: { ...temporary, sessionToken: TEST_SESSION_TOKEN } })).stopReason).toBe("end_turn");
  expect((await ask({ token: { token: "any-bearer" }, authSchemePreference: ["httpBearerAuth"] })).stopReason).toBe("end_turn");
  const refused = (options: object) => expect(ask(options)).rejects;
  await refused({ credentials: { ...credentials, secretAccessKey: "another" } }).toMatchObject({ name: "InvalidSignatureException" });
  await refused({ credentials: { ...credentials, accessKeyId: "AKIAANOTHER" } }).toMatchObject({ name: "UnrecognizedClientException" });
  await refused({ credentials: { ...temporary, sessionToken: "expired" } }).toMatchObject({ name: "UnrecognizedClientException" });
  await refused({ credentials, systemClockOffset: -3_600_000 }).toThrow("Signature expired");
  await refused({ token: { token: "invalid" }, authSchemePreference: ["httpBearerAuth"] }).toMatchObject({ name: "AccessDeniedException" });
});

test("a request that was touched on its way does not verify", async () => {
  await converse({});
  const { url = "", headers = {}, body = "" } = simulator.requests.at(-1) ?? {};
  const names = Object.keys(headers).filter((name) => !["host", "connection", "content-length"].includes(name));
  const signedHeaders = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  const repeat = (changed: string) => fetch(`${simulator.url}${url}`, { method: "POST", body: changed, headers: signedHeaders });
  expect((await repeat(body)).status).toBe(200);
  expect((await repeat(body.replace("Twelve", "Eleven"))).status).toBe(403);
  expect((await fetch(`${simulator.url}${url}`, { method: "POST", body })).status).toBe(403);
});

test.each([
  [400, "ValidationException"],
  [403, "AccessDeniedException"],
  [404, "ResourceNotFoundException"],
  [408, "ModelTimeoutException"],
  [424, "ModelErrorException"],
  [429, "ThrottlingException"],
  [500, "InternalServerException"],
  [503, "ServiceUnavailableException"],
])("sim-error-%i becomes the client's %s", async (status, name) => {
  const expected = { name, $metadata: { httpStatusCode: status } };
  await expect(converse({ modelId: `sim-error-${status}` })).rejects.toMatchObject(expected);
});

test("breaks in the middle as asked", async () => {
  await expect(converseEvents({ modelId: "sim-error-midstream" })).rejects.toMatchObject({ name: "ModelStreamErrorException" });
  await expect(converse({ modelId: "sim-error-midstream" })).rejects.toMatchObject({ name: "InternalServerException" });
  await expect(converseEvents({ modelId: "sim-cut" })).rejects.toThrow();
  await expect(converseEvents({ modelId: "sim-bad-json" })).rejects.toThrow();
  await expect(converse({ modelId: "sim-quota" })).rejects.toMatchObject({ name: "ServiceQuotaExceededException" });
});
