import { bytes, type FakeUpstream, json, type SeenRequest, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Target } from "./runtime/compiled-api.ts";
import { KEY, SECRET, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

let upstream: FakeUpstream;
let gateway: TestGateway;
let client: OpenAI;

beforeAll(async () => {
  upstream = await startFakeUpstream(() => {});
  gateway = await startTestGateway(testApi([]), { answerBytes: 64 * 1024 });
  client = new OpenAI({ apiKey: KEY, baseURL: gateway.url, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});
afterEach(() => {
  gateway.records.length = 0;
  upstream.seen.length = 0;
});

function translated(provider: Target["provider"], model: string, change: Partial<Target> = {}): Target {
  return target(upstream.origin, {
    provider,
    speaksOpenAi: false,
    basePath: "",
    headers: ["x-key", SECRET],
    model: { name: model, inputPrice: 1, outputPrice: 2, aliases: [], parametersOverride: {} },
    ...change,
  });
}
const TITAN = "amazon.titan-embed-text-v2:0";
const titan = (change: Partial<Target> = {}) => translated("BEDROCK", TITAN, change);
const embed = (input: string | string[], more: object = {}) =>
  client.embeddings.create({ model: "gpt", input, encoding_format: "float", ...more });
/** Titan's vector for the texts "0", "1", …: told apart by its angle. */
const angle = (at: number) => [Math.cos(at / 100), Math.sin(at / 100)];
const answerTitan = (res: Parameters<FakeUpstream["behave"]>[0], { body }: SeenRequest) => {
  const { inputText } = JSON.parse(body) as { inputText: string };
  res.setHeader("content-type", "application/json");
  res.end(JSON.stringify({ embedding: angle(Number(inputText)), inputTextTokenCount: 2 }));
};

describe("embeddings in front of Gemini", () => {
  test("go as a batch and come back as OpenAI's, their tokens counted and paid", async () => {
    gateway.api = testApi([translated("GEMINI", "gemini-embedding-2", { basePath: "/v1beta" })]);
    upstream.behave = json(200, { embeddings: [{ values: [3, 4] }, { values: [0, 1] }], usageMetadata: { promptTokenCount: 9 } });
    const answer = await embed(["a", "b"], { dimensions: 256, user: "u" });
    expect(answer.data.map(({ embedding }) => embedding)).toEqual([
      [0.6, 0.8],
      [0, 1],
    ]);
    expect(answer.usage).toEqual({ prompt_tokens: 9, total_tokens: 9 });
    expect(upstream.seen[0]).toMatchObject({ url: "/v1beta/models/gemini-embedding-2:batchEmbedContents", headers: { "x-key": SECRET } });
    expect(JSON.parse(upstream.seen[0]?.body ?? "").requests[1]).toMatchObject({ outputDimensionality: 256 });
    const [record] = await gateway.settled(1);
    expect(record).toMatchObject({
      status: 200,
      modelSent: "gemini-embedding-2",
      usage: { input: 9, provenance: "reported" },
      costUsd: "0.0000090000",
      attempts: 1,
    });
  });

  test("name what was dropped", async () => {
    gateway.api = testApi([translated("GEMINI", "gemini-embedding-001")]);
    upstream.behave = json(200, { embedding: { values: [1] } });
    const { response } = await embed("a", { user: "u" }).withResponse();
    expect(response.headers.get("x-llm-proxy-dropped-parameters")).toBe("user");
  });

  test("tell a provider's refusal in OpenAI's words, without its address", async () => {
    gateway.api = testApi([translated("GEMINI", "gemini-embedding-001")]);
    upstream.behave = json(400, { error: { code: 400, status: "INVALID_ARGUMENT", message: `Bad, says ${upstream.origin} to ${SECRET}` } });
    const error = await embed("a").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 400, type: "invalid_request_error", message: expect.stringContaining("Bad, says") });
    expect(String(error)).not.toMatch(/127\.0\.0\.1|canary/);
  });
});

describe("embeddings in front of Bedrock's Titan, one text a request", () => {
  test("come back in the inputs' order, however their answers come", async () => {
    gateway.api = testApi([titan()]);
    let now = 0;
    let most = 0;
    upstream.behave = async (res, seen) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
      now--;
      answerTitan(res, seen);
    };
    const answer = await embed(Array.from({ length: 40 }, (_, at) => `${at}`));
    expect(answer.data.map(({ index }) => index)).toEqual(Array.from({ length: 40 }, (_, at) => at));
    for (const [at, { embedding }] of answer.data.entries()) expect(embedding).toEqual(angle(at));
    expect(answer.usage.prompt_tokens).toBe(80);
    expect(upstream.seen).toHaveLength(40);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
    const [record] = await gateway.settled(1);
    expect(record).toMatchObject({ status: 200, usage: { input: 80 } });
    expect(gateway.records).toHaveLength(1);
  });

  test("come as base64 unless the client says otherwise, and are read back by the official client", async () => {
    gateway.api = testApi([titan()]);
    upstream.behave = answerTitan;
    const answer = await client.embeddings.create({ model: "gpt", input: ["0", "50"] });
    expect(answer.data[1]?.embedding).toEqual(angle(50).map(Math.fround));
  });

  test("are signed each by itself", async () => {
    const credentials = { region: "us-east-1", accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
    gateway.api = testApi([titan({ headers: [], authorisation: { type: "AWS", region: "us-east-1", credentials } })]);
    upstream.behave = answerTitan;
    await embed(["0", "1"]);
    const signatures = upstream.seen.map(({ headers }) => headers.authorization);
    for (const signature of signatures)
      expect(signature).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d+\/us-east-1\/bedrock\/aws4_request/);
    expect(new Set(signatures).size).toBe(2);
  });

  test("fail as one when a part fails; the rest is stopped, and what it cost is counted", async () => {
    gateway.api = testApi([titan()], { maxRetries: 0 });
    upstream.behave = (res, seen) => {
      const { inputText } = JSON.parse(seen.body) as { inputText: string };
      if (inputText === "9") return json(429, { message: "Too many requests" }, { "retry-after": "7" })(res, seen, 0);
      if (Number(inputText) < 9) return answerTitan(res, seen);
    };
    const error = await embed(Array.from({ length: 60 }, (_, at) => `${at}`)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 429, code: "rate_limit_exceeded", message: "429 Too many requests" });
    expect((error as InstanceType<typeof OpenAI.APIError>).headers?.get("retry-after")).toBe("7");
    const [record] = await gateway.settled(1);
    expect(record).toMatchObject({ status: 429, errorCode: "rate_limit_exceeded", usage: { provenance: "reported" } });
    expect(record?.usage.input).toBeGreaterThanOrEqual(4);
    expect(upstream.seen.length).toBeLessThan(60);
  });

  test("are asked of the next endpoint when the first is overloaded", async () => {
    const spare = await startFakeUpstream(answerTitan);
    gateway.api = testApi([titan(), titan({ origin: spare.origin, endpoint: "spare" })]);
    upstream.behave = json(503, { message: "Busy" });
    expect((await embed(["0", "1"])).usage.prompt_tokens).toBe(4);
    const [record] = await gateway.settled(1);
    expect(record).toMatchObject({ status: 200, endpoint: "spare", attempts: 2, usage: { input: 4 } });
    await spare.close();
  });

  test("stop when the caller leaves, and what was answered by then is counted", async () => {
    gateway.api = testApi([titan()]);
    const leave = new AbortController();
    upstream.behave = (res, seen) => {
      if (upstream.seen.length <= 8) return answerTitan(res, seen);
      leave.abort();
    };
    await expect(
      client.embeddings.create({ model: "gpt", input: Array.from({ length: 60 }, () => "1") }, { signal: leave.signal }),
    ).rejects.toThrow();
    const [record] = await gateway.settled(1);
    expect(record).toMatchObject({ status: 499, usage: { provenance: "reported" } });
    expect(record?.usage.input).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(upstream.seen.length).toBeLessThan(20);
    expect(upstream.seen.slice(16).every(({ early }) => early)).toBe(true);
  });

  test("of a size that the model does not know are refused by their parameter", async () => {
    gateway.api = testApi([translated("BEDROCK", "amazon.titan-embed-text-v1")]);
    await expect(embed("a", { dimensions: 8 })).rejects.toMatchObject({ status: 400, param: "dimensions" });
    expect(upstream.seen).toHaveLength(0);
  });
});

test("an answer that breaks off is no answer", async () => {
  gateway.api = testApi([titan()], { maxRetries: 0 });
  upstream.behave = bytes(['{"embedding":[1'], "cut");
  await expect(embed("1")).rejects.toMatchObject({ status: 502, code: "upstream_unreachable" });
});

test("answers that are longer than the gateway accepts are refused together", async () => {
  gateway.api = testApi([titan()], { maxRetries: 0 });
  upstream.behave = json(200, { embedding: Array.from({ length: 1_500 }, () => 0.123456789012345), inputTextTokenCount: 1 });
  await expect(embed(Array.from({ length: 16 }, () => "1"))).rejects.toMatchObject({ status: 502, code: "upstream_error" });
});

test("Anthropic has none, and says so", async () => {
  gateway.api = testApi([translated("ANTHROPIC", "claude-sonnet-4-5")]);
  await expect(embed("a")).rejects.toMatchObject({ status: 400, code: "not_supported_by_provider" });
});
