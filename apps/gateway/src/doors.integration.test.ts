import { hash } from "node:crypto";
import net from "node:net";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { KEY, SECRET, startTestGateway, subscriber, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

let upstream: FakeUpstream;
let gateway: TestGateway;
const OK = {
  object: "chat.completion",
  model: "gpt",
  choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
};

beforeAll(async () => {
  upstream = await startFakeUpstream(() => {});
  gateway = await startTestGateway(testApi([target(upstream.origin)]), { requestBytes: 1 << 20 });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});
afterEach(() => {
  gateway.records.length = 0;
  upstream.seen.length = 0;
  upstream.behave = json(200, OK);
  gateway.api = testApi([target(upstream.origin)]);
  gateway.keys.set(hash("sha256", KEY, "hex"), subscriber());
});

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}
const HELLO = JSON.stringify({ model: "gpt", messages: [{ role: "user", content: "Hello." }] });

async function ask({ path = "/chat/completions", method = "POST", body = HELLO, headers = {} }: Sent) {
  upstream.behave = json(200, OK);
  const hasBody = method !== "GET" && method !== "HEAD";
  const res = await fetch(gateway.url + path, {
    method,
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...headers },
    ...(hasBody ? { body } : {}),
  });
  const text = await res.text();
  const error = text.startsWith("{")
    ? (JSON.parse(text) as { error?: { code: string; message: string; param: string | null } }).error
    : undefined;
  return { status: res.status, headers: res.headers, text, error };
}

/** Raw bytes to the gateway, and all that comes back until it closes or falls silent. */
function rawly(bytes: string | Buffer, silenceMs = 300): Promise<string> {
  return new Promise((resolve) => {
    const { port } = new URL(gateway.url);
    let got = "";
    const socket = net.connect(Number(port), "127.0.0.1", () => socket.write(bytes));
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.on("data", (piece) => (got += piece));
    socket.on("close", () => resolve(got));
    socket.on("error", () => {});
  });
}

test.each([
  ["no JSON", "hello", 400, "invalid_json", null],
  ["nothing", "", 400, "invalid_json", null],
  ["a list", "[]", 400, "invalid_json", null],
  ["null", "null", 400, "invalid_json", null],
  ["no model", '{"messages":[{}]}', 400, "invalid_request", "model"],
  ["a number for a model", '{"model":7,"messages":[{}]}', 400, "invalid_request", "model"],
  ["an unknown model", '{"model":"gtp","messages":[{}]}', 404, "model_not_found", "model"],
  ["no messages", '{"model":"gpt"}', 400, "invalid_request", "messages"],
  ["text for messages", '{"model":"gpt","messages":"x"}', 400, "invalid_request", "messages"],
  ["empty messages", '{"model":"gpt","messages":[]}', 400, "invalid_request", "messages"],
  ["a null message", '{"model":"gpt","messages":[{},null]}', 400, "invalid_request", "messages.1"],
  ["text for stream", '{"model":"gpt","messages":[{}],"stream":"yes"}', 400, "invalid_request", "stream"],
  ["deep nesting", `{"model":"gpt","messages":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 400, "invalid_request", null],
  [
    "deep nesting further in",
    `{"model":"gpt","messages":[{"content":${"[".repeat(100_000)}${"]".repeat(100_000)}}]}`,
    400,
    "invalid_request",
    null,
  ],
  [
    "a long body that is cut off",
    `{"model":"gpt","messages":[{"role":"user","content":"${"x".repeat(50_000)}"}`,
    400,
    "invalid_json",
    null,
  ],
  ["two megabytes", `{"model":"gpt","messages":[{"content":"${"x".repeat(2 << 20)}"}]}`, 413, "request_too_large", null],
])("refuses %s in OpenAI's words, and the provider hears nothing", async (...[, body, status, code, param]) => {
  const { error, ...res } = await ask({ body });
  expect([res.status, error?.code, error?.param]).toEqual([status, code, param]);
  expect(res.headers.get("x-request-id")).toMatch(/^req_/);
  expect(upstream.seen).toHaveLength(0);
  expect((await gateway.settled(1))[0]).toMatchObject({ status, errorCode: code });
});

test("names the nearest model when one is unknown", async () => {
  expect((await ask({ body: '{"model":"group:gpd","messages":[{}]}' })).error?.message).toContain("group:gpt");
});

test("a model that stands twice in a body is the same for the gateway and the provider", async () => {
  expect((await ask({ body: '{"model":"nope","messages":[{}],"mod\\u0065l":"group:gpt"}' })).status).toBe(200);
  expect(upstream.seen[0]?.body).toBe('{"model":"gpt","messages":[{}]}');
});

test.each([
  ["gzip", gzipSync(HELLO)],
  ["br", brotliCompressSync(HELLO)],
  ["zstd", zstdCompressSync(HELLO)],
])("reads a %s body, and stops where it unpacks beyond the limit", async (encoding, body) => {
  expect((await ask({ body, headers: { "content-encoding": encoding } })).status).toBe(200);
  expect(upstream.seen[0]?.body).toBe(HELLO);
  expect(upstream.seen[0]?.headers["content-encoding"]).toBeUndefined();
  const pack = encoding === "gzip" ? gzipSync : encoding === "br" ? brotliCompressSync : zstdCompressSync;
  const bomb = pack(Buffer.alloc(30 << 20, "x"));
  expect((await ask({ body: bomb, headers: { "content-encoding": encoding } })).status).toBe(413);
  expect((await ask({ headers: { "content-encoding": encoding } })).status).toBe(400);
});

test("refuses an unknown encoding with 415, and takes a byte order mark off", async () => {
  expect((await ask({ headers: { "content-encoding": "rot13" } })).status).toBe(415);
  expect((await ask({ body: `\ufeff${HELLO}` })).status).toBe(200);
  expect(upstream.seen[0]?.body).toBe(HELLO);
});

const KEYLESS = { id: "plan-free", security: "KEY_LESS", rule: null } as const;
const WITH_KEY = { id: "plan-key", security: "API_KEY", rule: null, header: "x-own-key" } as const;

test.each([
  ["the key as a bearer", {}, [WITH_KEY], {}, 200],
  ["the key as X-Api-Key", { authorization: "", "x-api-key": KEY }, [WITH_KEY], {}, 200],
  ["the key as X-Gravitee-Api-Key", { authorization: "", "x-gravitee-api-key": KEY }, [WITH_KEY], {}, 200],
  ["the key in the plan's own header", { authorization: "", "x-own-key": KEY }, [WITH_KEY], {}, 200],
  ["no key", { authorization: "" }, [WITH_KEY], {}, 401],
  ["another system's key", { authorization: "Bearer sk-other" }, [WITH_KEY], {}, 401],
  ["basic credentials", { authorization: "Basic eDp5" }, [WITH_KEY], {}, 401],
  ["a revoked key", {}, [WITH_KEY], { keyRevoked: true }, 401],
  ["a revoked key beside a keyless plan", {}, [KEYLESS, WITH_KEY], { keyRevoked: true }, 401],
  ["an expired key", {}, [WITH_KEY], { keyExpiresAtMs: 1 }, 401],
  ["a paused subscription", {}, [WITH_KEY], { status: "PAUSED" as const }, 403],
  ["a closed subscription", {}, [WITH_KEY], { status: "CLOSED" as const }, 401],
  ["a subscription that has ended", {}, [WITH_KEY], { endsAtMs: 1 }, 401],
  ["another API's key", {}, [WITH_KEY], { apiId: "other" }, 401],
  ["a plan that serves no more", {}, [WITH_KEY], { planId: "old" }, 401],
  ["no key, keyless", { authorization: "" }, [KEYLESS], {}, 200],
  ["another system's bearer, keyless", { authorization: "Bearer sk-other" }, [KEYLESS, WITH_KEY], {}, 200],
  ["an unknown key of ours beside keyless", { authorization: "Bearer slc_unknown" }, [KEYLESS, WITH_KEY], {}, 401],
  ["no plan at all", {}, [], {}, 401],
])("answers %s as its plans say", async (...[, headers, plans, change, status]) => {
  gateway.api = testApi([target(upstream.origin)], { plans });
  gateway.keys.set(hash("sha256", KEY, "hex"), subscriber(change));
  const res = await ask({ headers });
  expect(res.status).toBe(status);
  if (status === 401) expect(res.error?.code).toBe("invalid_api_key");
  expect(JSON.stringify(upstream.seen.map((seen) => seen.headers))).not.toContain(KEY);
  expect((await ask({ method: "GET", path: "/models", headers })).status).toBe(status);
});

test("passes only known headers on, and none that would pass for another's", async () => {
  await ask({
    headers: { cookie: "a=b", "x-forwarded-for": "1.2.3.4", "openai-beta": "x=1", traceparent: "00-1", "x-evil": "1", "x-api-key": KEY },
  });
  const { headers } = upstream.seen[0] ?? {};
  expect(headers).toMatchObject({
    "openai-beta": "x=1",
    traceparent: "00-1",
    authorization: `Bearer ${SECRET}`,
    "accept-encoding": "identity",
  });
  for (const name of ["cookie", "x-forwarded-for", "x-evil", "x-api-key"]) expect(headers).not.toHaveProperty(name);
});

test.each([
  ["GET", "/models", 200],
  ["GET", "/v1/models", 200],
  ["HEAD", "/models", 200],
  ["GET", "/models/group:gpt", 200],
  ["GET", "/models/group%3Agpt", 200],
  ["GET", "/models/nope%2Fx", 404],
  ["GET", "/models/%E0%A4%A", 404],
  ["POST", "/v1/chat/completions", 200],
  ["POST", "/chat/completions/", 200],
  ["POST", "/chat/completions?api-version=1&x=%0d%0a", 200],
  ["GET", "/chat/completions", 405],
  ["DELETE", "/chat/completions", 405],
  ["POST", "/models", 405],
  ["POST", "/no/such/thing", 404],
  ["POST", "/organization/users", 404],
  ["GET", "/files/..%2f..%2fetc%2fpasswd", 404],
  ["GET", "/files/%2e%2e/x", 404],
  ["GET", "/files/a%00b", 404],
  ["GET", "/files//x", 404],
  ["OPTIONS", "/chat/completions", 204],
])("%s %s gets %i", async (method, path, status) => {
  const res = await ask({ method, path });
  expect(res.status).toBe(status);
  if (status === 405) expect(res.headers.get("allow")).toContain(method === "POST" ? "GET" : "POST");
  if (status >= 400) expect(upstream.seen).toHaveLength(0);
});

test("an unknown context path, dots and absolute URLs get 404 in the envelope", async () => {
  for (const path of ["/nothing", "/test/../../etc/passwd", "http://elsewhere/test/models", "*"]) {
    const got = await rawly(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(got).toMatch(/^HTTP\/1.1 404 /);
    expect(got).toContain('"path_not_found"');
  }
  expect(upstream.seen).toHaveLength(0);
});

test("lives through what is not HTTP, and says so in the envelope", async () => {
  expect(await rawly("hello\r\n\r\n")).toMatch(/^HTTP\/1.1 400 [\s\S]*"error"/);
  expect(await rawly(`GET /test/models HTTP/1.1\r\nhost: x\r\nx-large: ${"x".repeat(40_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 431 [\s\S]*"error"/,
  );
  expect(await rawly(`GET /test/models HTTP/1.1\r\nhost: x\r\nx: a\rb\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
  await rawly(
    `POST /test/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\ncontent-length: 500\r\n\r\n{"model"`,
    100,
  );
  expect((await gateway.settled(1)).at(-1)).toMatchObject({ errorCode: "client_closed_request" });
  expect((await ask({})).status).toBe(200);
});

test("answers pipelined requests in order, and settles those whose connection breaks", async () => {
  const one = `GET /test/models HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\n\r\n`;
  expect((await rawly(one + one)).match(/HTTP\/1.1 200/g)).toHaveLength(2);
  gateway.records.length = 0;
  upstream.behave = () => {};
  const call = `POST /test/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\ncontent-length: ${HELLO.length}\r\n\r\n${HELLO}`;
  await rawly(call + call, 200);
  expect((await gateway.settled(2)).map(({ status }) => status)).toEqual([499, 499]);
  expect(gateway.records).toHaveLength(2);
});

test("sends token headers with whole answers when the API says so", async () => {
  gateway.api = testApi([target(upstream.origin)], { injectTokenHeaders: true });
  upstream.behave = json(200, { ...OK, usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } });
  const res = await fetch(`${gateway.url}/chat/completions`, { method: "POST", headers: { authorization: `Bearer ${KEY}` }, body: HELLO });
  expect(["sent", "received"].map((name) => res.headers.get(`x-llm-proxy-tokens-${name}`))).toEqual(["3", "4"]);
  expect(res.headers.get("x-llm-proxy-model")).toBe("gpt");
});
