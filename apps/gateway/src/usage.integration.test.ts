import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deploySimulated, eventually, subscribeTo } from "./testing/deploy-simulated.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

let gateway: WholeGateway;
let key: string;
let apiId: string;
/** Requests that were answered in this file; beside them those that waiting made. */
const answered = new Set<string>();
beforeAll(async () => {
  gateway = await startWholeGateway();
  const models = [
    "gpt-5-mini",
    "text-embedding-3-small",
    "sim-echo",
    "sim-usage-none",
    "sim-usage-every",
    "sim-error-429",
    "sim-chunks-200-20",
  ];
  const api = await deploySimulated(gateway, { path: "/paid", models, security: "API_KEY" });
  apiId = api.apiId;
  ({ key } = await subscribeTo(gateway, api.planId));
  await eventually("the key works", async () => (await fetch(`${gateway.url}/paid/models`, { headers: { "x-api-key": key } })).ok);
});
afterAll(() => gateway.close());

interface Sent {
  readonly path: string;
  readonly body?: object | string;
  readonly method?: string;
  readonly authorization?: string;
  readonly signal?: AbortSignal;
}

async function send({
  path,
  body,
  method = "POST",
  authorization = `Bearer ${key}`,
  signal,
}: Sent): Promise<{ id: string; text: string; status: number }> {
  const res = await fetch(gateway.url + path, {
    method,
    headers: { authorization, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const id = res.headers.get("x-request-id") ?? "";
  answered.add(id);
  return { id, status: res.status, text: await res.text().catch(() => "left") };
}

/** The request's one row, once it is written. */
async function rowOf(id: string) {
  const { db } = gateway.context;
  await eventually("the request is recorded", async () => (await db.usageRecord.count({ where: { requestId: id } })) > 0);
  const row = await db.usageRecord.findFirstOrThrow({ where: { requestId: id } });
  return { ...row, costUsd: row.costUsd === null ? null : Number(row.costUsd) };
}

const MESSAGES = [{ role: "user", content: "Tell me about sluices, locks and weirs." }];
const SHOWN = { stream: true, stream_options: { include_usage: true } };

interface ChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly completion_tokens_details: { readonly reasoning_tokens: number };
}

describe("tokens of a chat are the provider's own,", () => {
  test.each([
    ["whole", {}, true],
    ["streamed, with usage asked for", SHOWN, true],
    ["streamed, with usage not asked for", { stream: true }, false],
  ])("%s", async (_, how, shown) => {
    const call = { model: "sim:gpt-5-mini", messages: MESSAGES };
    const told = JSON.parse((await send({ path: "/paid/chat/completions", body: call })).text) as { usage: ChatUsage };
    const { id, text } = await send({ path: "/paid/v1/chat/completions", body: { ...call, ...how } });
    expect(text.includes('"usage":{')).toBe(shown);
    const { prompt_tokens, completion_tokens, completion_tokens_details } = told.usage;
    expect(completion_tokens_details.reasoning_tokens).toBeGreaterThan(0);
    expect(await rowOf(id)).toMatchObject({
      apiId,
      status: 200,
      errorCode: null,
      streamed: "stream" in how,
      provider: "sim",
      modelAsked: "sim:gpt-5-mini",
      modelSent: "gpt-5-mini",
      modelAnswered: "gpt-5-mini-2025-08-07",
      attempts: 1,
      revision: 1,
      inputTokens: prompt_tokens,
      cacheReadTokens: 0,
      outputTokens: completion_tokens - completion_tokens_details.reasoning_tokens,
      reasoningTokens: completion_tokens_details.reasoning_tokens,
      provenance: "reported",
      costUsd: Number((prompt_tokens * 1e-6 + completion_tokens * 2e-6).toFixed(10)),
    });
  });

  test("with what came from the provider's cache apart", async () => {
    const body = { model: "sim:gpt-5-mini", messages: [{ role: "user", content: "A long and patient prompt. ".repeat(300) }] };
    await send({ path: "/paid/chat/completions", body });
    for (const how of [{}, SHOWN, { stream: true }]) {
      const row = await rowOf((await send({ path: "/paid/chat/completions", body: { ...body, ...how } })).id);
      expect(row.cacheReadTokens).toBeGreaterThanOrEqual(1024);
      expect((row.inputTokens ?? 0) + (row.cacheReadTokens ?? 0)).toBe(2025 + 4);
    }
  });

  test("counted once where the provider repeats them on every chunk", async () => {
    const call = { model: "sim:sim-usage-every", messages: MESSAGES };
    const whole = await rowOf((await send({ path: "/paid/chat/completions", body: call })).id);
    const streamed = await rowOf((await send({ path: "/paid/chat/completions", body: { ...call, stream: true } })).id);
    expect([streamed.inputTokens, streamed.outputTokens]).toEqual([whole.inputTokens, whole.outputTokens]);
    expect(whole.outputTokens).toBeGreaterThan(0);
  });

  test("and unknown, not zero, where it says none", async () => {
    for (const stream of [false, true]) {
      const { id } = await send({ path: "/paid/chat/completions", body: { model: "sim:sim-usage-none", messages: MESSAGES, stream } });
      const unknown = { inputTokens: null, outputTokens: null, reasoningTokens: null, cacheReadTokens: null, costUsd: null };
      expect(await rowOf(id)).toMatchObject({ status: 200, provenance: "none", ...unknown });
    }
  });
});

describe("tokens of the other calls are the provider's own:", () => {
  test("responses, whole and streamed", async () => {
    const call = { model: "sim:gpt-5-mini", input: "Tell me about weirs." };
    const { id, text } = await send({ path: "/paid/responses", body: call });
    const { usage } = JSON.parse(text) as {
      usage: { input_tokens: number; output_tokens: number; output_tokens_details: { reasoning_tokens: number } };
    };
    const { reasoning_tokens: reasoning } = usage.output_tokens_details;
    const tokens = { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens - reasoning, reasoningTokens: reasoning };
    expect(await rowOf(id)).toMatchObject({ streamed: false, provenance: "reported", ...tokens });
    expect(await rowOf((await send({ path: "/paid/responses", body: { ...call, stream: true } })).id)).toMatchObject({
      streamed: true,
      provenance: "reported",
      ...tokens,
    });
  });

  test("completions, whole and streamed", async () => {
    const call = { model: "sim:sim-echo", prompt: "Over the weir and down." };
    const { id, text } = await send({ path: "/paid/completions", body: call });
    const { usage } = JSON.parse(text) as { usage: { prompt_tokens: number; completion_tokens: number } };
    const tokens = { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
    expect(await rowOf(id)).toMatchObject(tokens);
    expect(await rowOf((await send({ path: "/paid/completions", body: { ...call, stream: true } })).id)).toMatchObject(tokens);
  });

  test("embeddings", async () => {
    const { id, text } = await send({
      path: "/paid/embeddings",
      body: { model: "sim:text-embedding-3-small", input: ["one", "two and three"] },
    });
    const { usage } = JSON.parse(text) as { usage: { prompt_tokens: number } };
    expect(await rowOf(id)).toMatchObject({ inputTokens: usage.prompt_tokens, provenance: "reported" });
  });
});

describe("a request without an answer of a model has its row too:", () => {
  const chat = { model: "sim:gpt-5-mini", messages: MESSAGES };
  test.each<[string, Sent, object]>([
    ["no key", { path: "/paid/chat/completions", body: chat, authorization: "" }, { status: 401, errorCode: "invalid_api_key" }],
    ["a wrong key", { path: "/paid/models", method: "GET", authorization: "Bearer slc_x" }, { status: 401, errorCode: "invalid_api_key" }],
    ["no such API", { path: "/nowhere/chat/completions", body: chat }, { status: 404, errorCode: "path_not_found", apiId: null }],
    ["no such path", { path: "/paid/nowhere", body: chat }, { status: 404, errorCode: "path_not_found" }],
    ["another method", { path: "/paid/chat/completions", method: "DELETE" }, { status: 405, errorCode: "method_not_allowed" }],
    ["not JSON", { path: "/paid/chat/completions", body: "{" }, { status: 400 }],
    [
      "no such model",
      { path: "/paid/chat/completions", body: { ...chat, model: "gpt-9" } },
      { status: 404, errorCode: "model_not_found", modelAsked: "gpt-9" },
    ],
    ["too large", { path: "/paid/chat/completions", body: JSON.stringify({ ...chat, user: "x".repeat(20 << 20) }) }, { status: 413 }],
    [
      "the provider refuses",
      { path: "/paid/chat/completions", body: { ...chat, model: "sim:sim-error-429" } },
      { status: 429, attempts: 1, modelSent: "sim-error-429" },
    ],
    ["a list of models", { path: "/paid/models", method: "GET" }, { status: 200, errorCode: null, modelAsked: null }],
  ])("%s", async (_, sent, expected) => {
    const { id, status } = await send(sent);
    expect(await rowOf(id)).toMatchObject({ attempts: 0, provenance: "none", inputTokens: null, outputTokens: null, ...expected });
    expect(expected).toMatchObject({ status });
  });

  test("a caller who leaves", async () => {
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 150);
    const { id, text } = await send({
      path: "/paid/chat/completions",
      body: { ...chat, model: "sim:sim-chunks-200-20", stream: true },
      signal: leaving.signal,
    });
    expect(text).toBe("left");
    expect(await rowOf(id)).toMatchObject({
      status: 499,
      errorCode: "client_closed_request",
      streamed: true,
      modelSent: "sim-chunks-200-20",
      attempts: 1,
    });
  });
});

test("each request has exactly one row, and no row is nobody's", async () => {
  const rows = await gateway.context.db.usageRecord.findMany({ select: { requestId: true, path: true, subscriptionId: true } });
  const known = rows.filter(({ requestId }) => answered.has(requestId));
  expect(answered.size).toBeGreaterThan(25);
  expect(known).toHaveLength(answered.size);
  // The rest is what waiting for the API and its key asked.
  expect(new Set(rows.filter(({ requestId }) => !answered.has(requestId)).map(({ path }) => path))).toEqual(new Set(["/paid/models"]));
  console.log(`${answered.size} requests, ${known.length} rows`);
});
