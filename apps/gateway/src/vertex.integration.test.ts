import { verify } from "node:crypto";
import { parseServiceAccount } from "@sluice/providers/vertex/service-account";
import { makeServiceAccount } from "@sluice/providers/vertex/testing/service-account-file";
import { bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Authorisation, Target } from "./runtime/compiled-api.ts";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

let vertex: FakeUpstream;
let tokens: FakeUpstream;
let gateway: TestGateway;
let client: OpenAI;

const GEMINI = {
  candidates: [{ content: { parts: [{ text: "Hi." }] }, finishReason: "STOP" }],
  usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 2 },
};
const HELLO = { model: "gpt", messages: [{ role: "user" as const, content: "Hello." }] };

beforeAll(async () => {
  vertex = await startFakeUpstream(() => {});
  tokens = await startFakeUpstream(() => {});
});
beforeEach(async () => {
  vertex.seen.length = 0;
  tokens.seen.length = 0;
  vertex.behave = json(200, GEMINI);
  tokens.behave = (res, _, nth) => json(200, { access_token: `token-${nth}`, expires_in: 3600, token_type: "Bearer" })(res, _, nth);
  gateway = await startTestGateway(testApi([vertexTarget()], { maxRetries: 0 }));
  client = new OpenAI({ apiKey: KEY, baseURL: gateway.url, maxRetries: 0 });
  return () => gateway.close();
});
afterAll(async () => {
  await vertex.close();
  await tokens.close();
});

const made = makeServiceAccount();

function authorisation(): Authorisation {
  const account = parseServiceAccount(JSON.stringify({ ...JSON.parse(made.json), token_uri: `${tokens.origin}/token` }));
  if ("problem" in account) throw new Error(account.problem);
  return { type: "GOOGLE", account };
}

function vertexTarget(model = "gemini-3-pro-preview", change: Partial<Target> = {}): Target {
  return target(vertex.origin, {
    provider: "VERTEX_AI",
    speaksOpenAi: false,
    basePath: "/v1/projects/p/locations/global",
    headers: [],
    model: { name: model, inputPrice: 1, outputPrice: 2, aliases: [], parametersOverride: {} },
    authorisation: authorisation(),
    ...change,
  });
}
const bearers = () => vertex.seen.map(({ headers }) => headers.authorization);

test("asks for a token with a claim that the account's key has signed, and calls with it", async () => {
  const answer = await client.chat.completions.create(HELLO);
  expect(answer.choices[0]?.message.content).toBe("Hi.");
  expect(vertex.seen[0]?.url).toBe("/v1/projects/p/locations/global/publishers/google/models/gemini-3-pro-preview:generateContent");
  expect(bearers()).toEqual(["Bearer token-1"]);
  const [asked] = tokens.seen;
  expect(asked).toMatchObject({ method: "POST", url: "/token", headers: { "content-type": "application/x-www-form-urlencoded" } });
  const [header, claim, signature] = new URLSearchParams(asked?.body).get("assertion")?.split(".") ?? [];
  expect(verify("RSA-SHA256", Buffer.from(`${header}.${claim}`), made.publicKey, Buffer.from(signature ?? "", "base64url"))).toBe(true);
  const [record] = await gateway.settled(1);
  expect(record).toMatchObject({ status: 200, usage: { input: 5, output: 2 }, costUsd: "0.0000090000" });
});

test("calls at the same time share one token, and later ones and redeploys do too", async () => {
  tokens.behave = async (res, seen, nth) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await json(200, { access_token: `token-${nth}`, expires_in: 3600 })(res, seen, nth);
  };
  await Promise.all(Array.from({ length: 10 }, () => client.chat.completions.create(HELLO)));
  gateway.api = testApi([vertexTarget()]);
  await client.chat.completions.create(HELLO);
  expect(tokens.seen).toHaveLength(1);
  expect(new Set(bearers())).toEqual(new Set(["Bearer token-1"]));
});

test("a token that is about to end is replaced, and serves on while no other can be had", async () => {
  tokens.behave = (res, seen, nth) =>
    (nth < 3 ? json(200, { access_token: `token-${nth}`, expires_in: 200 }) : json(500, "Down"))(res, seen, nth);
  for (let call = 0; call < 3; call++) await client.chat.completions.create(HELLO);
  expect(bearers()).toEqual(["Bearer token-1", "Bearer token-2", "Bearer token-2"]);
});

test("a refused token is replaced once, unseen by the caller", async () => {
  await client.chat.completions.create(HELLO);
  vertex.behave = (res, seen, nth) =>
    (seen.headers.authorization === "Bearer token-1" ? json(401, { error: { code: 401, status: "UNAUTHENTICATED" } }) : json(200, GEMINI))(
      res,
      seen,
      nth,
    );
  const answer = await client.chat.completions.create(HELLO);
  expect(answer.choices[0]?.message.content).toBe("Hi.");
  expect(bearers()).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  expect((await gateway.settled(2))[1]).toMatchObject({ status: 200, attempts: 1 });
});

test("an account that Google refuses again and again is the gateway's fault, not the caller's", async () => {
  vertex.behave = json(401, { error: { code: 401, status: "UNAUTHENTICATED", message: "Invalid credentials." } });
  await expect(client.chat.completions.create(HELLO)).rejects.toMatchObject({ status: 502, code: "upstream_auth_failed" });
  expect(vertex.seen).toHaveLength(2);
});

test("a refused token stays the refusal when no other can be had", async () => {
  await client.chat.completions.create(HELLO);
  tokens.behave = json(500, "Down");
  vertex.behave = json(401, { error: { code: 401, status: "UNAUTHENTICATED", message: "Expired." } });
  await expect(client.chat.completions.create(HELLO)).rejects.toMatchObject({ status: 502, message: expect.stringContaining("Expired.") });
});

test.each([
  ["/chat/completions", "gemini-3-pro-preview", HELLO],
  ["/embeddings", "gemini-embedding-001", { model: "gpt", input: ["Hello."] }],
])("a call to %s that is refused after the caller has left is made no second time, and costs nothing", async (path, model, body) => {
  gateway.api = testApi([vertexTarget(model)], { drain: { ms: 60_000, tokens: 10_000 } });
  let refuse = () => {};
  vertex.behave = async (...call) => {
    await new Promise<void>((resolve) => {
      refuse = resolve;
    });
    await json(401, { error: { code: 401, status: "UNAUTHENTICATED" } })(...call);
  };
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const call = fetch(gateway.url + path, { method: "POST", headers, body: JSON.stringify(body), signal: leaving.signal }).catch(() => {});
  await vi.waitFor(() => expect(vertex.seen[0]?.body).toContain("Hello."));
  leaving.abort();
  await call;
  const [row] = await gateway.settled(1);
  expect(row?.usage.provenance).toBe("estimated");
  refuse();
  await vi.waitFor(() => expect(gateway.records[0]?.totalMs).toBeGreaterThan(row?.totalMs ?? 0));
  expect(gateway.records[0]?.usage).toMatchObject({ provenance: "none", input: null, output: null });
  expect(vertex.seen).toHaveLength(1);
});

test.each([
  [
    "refuses the account",
    json(400, { error: "invalid_grant", error_description: "Account deleted: sluice@my-project" }),
    /no token.*\(invalid_grant\)/,
  ],
  ["gives no token", json(200, { id_token: "x" }), /no token/],
  ["gives a page", json(200, "<html>"), /no token/],
  ["gives too much", json(200, { access_token: "x".repeat(70_000) }), /no token/],
  ["breaks off", (res: Parameters<FakeUpstream["behave"]>[0]) => void res.destroy(), /could not be reached/],
])("a token service that %s makes the call fail as upstream_auth_failed, and is asked again for the next", async (_, behave, words) => {
  tokens.behave = behave;
  for (let call = 0; call < 2; call++)
    await expect(client.chat.completions.create(HELLO)).rejects.toMatchObject({
      status: 502,
      code: "upstream_auth_failed",
      message: expect.stringMatching(words),
    });
  expect(tokens.seen.length).toBeGreaterThanOrEqual(2);
  expect(vertex.seen).toHaveLength(0);
  expect(JSON.stringify(gateway.logged)).not.toContain("PRIVATE KEY");
});

test("Gemini's stream comes as OpenAI's", async () => {
  const event = (data: unknown) => `data: ${JSON.stringify(data)}\r\n\r\n`;
  vertex.behave = bytes([event({ candidates: [{ content: { parts: [{ text: "Hi " }] } }] }), event(GEMINI)]);
  let text = "";
  for await (const chunk of await client.chat.completions.create({ ...HELLO, stream: true })) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toBe("Hi Hi.");
  expect(vertex.seen[0]?.url).toContain(":streamGenerateContent?alt=sse");
});

test("Claude is asked at Anthropic's path, in Vertex's version of its wire", async () => {
  gateway.api = testApi([vertexTarget("claude-sonnet-4-5@20250929")]);
  vertex.behave = json(200, {
    type: "message",
    role: "assistant",
    content: [{ type: "text", text: "Hi." }],
    stop_reason: "end_turn",
    usage: { input_tokens: 3, output_tokens: 1 },
  });
  const answer = await client.chat.completions.create(HELLO);
  expect(answer.choices[0]?.message.content).toBe("Hi.");
  expect(answer.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 1 });
  expect(vertex.seen[0]?.url).toBe("/v1/projects/p/locations/global/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict");
  expect(JSON.parse(vertex.seen[0]?.body ?? "")).toMatchObject({ anthropic_version: "vertex-2023-10-16", messages: [{ role: "user" }] });
});

test("Claude's stream comes as OpenAI's", async () => {
  gateway.api = testApi([vertexTarget("claude-sonnet-4-5@20250929")]);
  const event = (data: { readonly type: string; readonly [field: string]: unknown }) =>
    `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
  const say = (text: string) => event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } });
  vertex.behave = bytes([
    event({ type: "message_start", message: { model: "claude-sonnet-4-5", usage: { input_tokens: 3, output_tokens: 1 } } }),
    event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    say("Hi "),
    say("there."),
    event({ type: "content_block_stop", index: 0 }),
    event({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 4 } }),
    event({ type: "message_stop" }),
  ]);
  let text = "";
  for await (const chunk of await client.chat.completions.create({ ...HELLO, stream: true })) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toBe("Hi there.");
  expect(vertex.seen[0]?.url).toContain(":streamRawPredict");
  expect((await gateway.settled(1))[0]).toMatchObject({ status: 200, usage: { input: 3, output: 4 } });
});

test("what was adapted on the way stands in the log, under the request's id", async () => {
  gateway.api = testApi([vertexTarget("claude-sonnet-4-5@20250929")]);
  await client.chat.completions.create({ ...HELLO, temperature: 1.7 }).catch(() => {});
  const [record] = await gateway.settled(1);
  expect(gateway.logged).toContainEqual({
    requestId: record?.requestId,
    endpoint: "endpoint",
    adapted: [expect.stringContaining("temperature: 1.7 became 1")],
    message: "a request was adapted to its provider",
  });
});

test("embeddings share the token", async () => {
  gateway.api = testApi([vertexTarget("gemini-embedding-001")]);
  vertex.behave = json(200, { predictions: [{ embeddings: { values: [1, 0], statistics: { token_count: 3 } } }] });
  const answer = await client.embeddings.create({ model: "gpt", input: ["a", "b", "c"], encoding_format: "float" });
  expect(answer.data.map(({ embedding }) => embedding)).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
  expect(answer.usage.prompt_tokens).toBe(9);
  expect(vertex.seen).toHaveLength(3);
  expect(tokens.seen).toHaveLength(1);
});
