import { bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { KEY, SECRET, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

let upstream: FakeUpstream;
let gateway: TestGateway;

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
  gateway.api = testApi([target(upstream.origin)]);
});

const AUTH = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
const HELLO = { model: "group:gpt", messages: [{ role: "user", content: "Hello." }] };
const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_tokens_details: { cached_tokens: 4 } };
const COMPLETION = {
  id: "c1",
  object: "chat.completion",
  model: "gpt-2026",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }],
  usage: USAGE,
};

function post(
  body: unknown,
  { path = "/chat/completions", headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(gateway.url + path, {
    method: "POST",
    headers: { ...AUTH, ...headers },
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
}

const sent = () => JSON.parse(upstream.seen[0]?.body ?? "null") as Record<string, unknown>;

test("passes a completion through byte for byte, with the model's bare name upstream and its usage in the record", async () => {
  const answer = JSON.stringify(COMPLETION, null, 2);
  upstream.behave = json(200, answer, {
    "set-cookie": "a=b",
    "openai-processing-ms": "7",
    "x-ratelimit-remaining-tokens": "9",
    server: "x",
  });
  const res = await post(HELLO);
  expect(res.status).toBe(200);
  expect(await res.text()).toBe(answer);
  expect(sent()).toEqual({ ...HELLO, model: "gpt" });
  expect(upstream.seen[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
  expect(res.headers.get("set-cookie")).toBeNull();
  expect(res.headers.get("openai-processing-ms")).toBe("7");
  expect(res.headers.get("x-ratelimit-remaining-tokens")).toBe("9");
  const [record] = await gateway.settled(1);
  expect(record).toMatchObject({
    requestId: res.headers.get("x-request-id"),
    apiId: "api1",
    planId: "plan-key",
    applicationId: "app1",
    subscriptionId: "s1",
    status: 200,
    errorCode: null,
    streamed: false,
    provider: "group",
    endpoint: "endpoint",
    modelAsked: "group:gpt",
    modelSent: "gpt",
    modelAnswered: "gpt-2026",
    attempts: 1,
    path: "/test/chat/completions",
    usage: { input: 6, cacheRead: 4, output: 5, provenance: "reported" },
    costUsd: "0.0000200000",
  });
});

const CHUNK = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", model: "gpt-2026", choices: [{ index: 0, delta, finish_reason: finish }], usage: null })}\n\n`;
const USAGE_CHUNK = `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", model: "gpt-2026", choices: [], usage: USAGE })}\n\n`;
const STREAM = [
  CHUNK({ role: "assistant", content: "" }),
  CHUNK({ content: "Grüße 👋🏽" }),
  CHUNK({ content: " there" }),
  CHUNK({}, "stop"),
];

test("hides the usage that the gateway alone demanded, and knows it", async () => {
  upstream.behave = bytes([...STREAM, USAGE_CHUNK, "data: [DONE]\n\n"]);
  const res = await post({ ...HELLO, stream: true });
  expect(res.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(res.headers.get("x-accel-buffering")).toBe("no");
  expect(await res.text()).toBe(`${STREAM.join("")}data: [DONE]\n\n`);
  expect(sent()["stream_options"]).toEqual({ include_usage: true });
  expect((await gateway.settled(1))[0]).toMatchObject({
    status: 200,
    streamed: true,
    modelAnswered: "gpt-2026",
    usage: { input: 6, output: 5 },
  });
});

test("shows the usage to a client that asked for it", async () => {
  upstream.behave = bytes([...STREAM, USAGE_CHUNK, "data: [DONE]\n\n"]);
  const res = await post({ ...HELLO, stream: true, stream_options: { include_usage: true, include_obfuscation: false } });
  expect(await res.text()).toBe(`${STREAM.join("")}${USAGE_CHUNK}data: [DONE]\n\n`);
  expect(sent()["stream_options"]).toEqual({ include_usage: true, include_obfuscation: false });
});

test.each([1, 7, 64, 1 << 20])("says the same in pieces of %i bytes", async (size) => {
  const whole = Buffer.from([...STREAM, USAGE_CHUNK, "data: [DONE]\n\n"].join(""));
  const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => whole.subarray(i * size, (i + 1) * size));
  upstream.behave = bytes(pieces);
  const res = await post({ ...HELLO, stream: true });
  expect(await res.text()).toBe(`${STREAM.join("")}data: [DONE]\n\n`);
  expect((await gateway.settled(1))[0]?.usage.output).toBe(5);
});

test.each([
  [400, 400, "context_length_exceeded"],
  [401, 502, "upstream_auth_failed"],
  [403, 502, "upstream_auth_failed"],
  [404, 404, "context_length_exceeded"],
  [408, 504, "upstream_timeout"],
  [413, 413, "context_length_exceeded"],
  [422, 422, "context_length_exceeded"],
  [429, 429, "context_length_exceeded"],
  [500, 502, "upstream_error"],
  [502, 502, "upstream_error"],
  [503, 503, "upstream_overloaded"],
  [529, 503, "upstream_overloaded"],
  [302, 502, "upstream_error"],
])("turns the provider's %i into %i %s", async (status, want, code) => {
  upstream.behave = json(
    status,
    {
      error: {
        message: `No, said ${SECRET} at ${upstream.origin}.`,
        type: "invalid_request_error",
        param: "messages",
        code: "context_length_exceeded",
      },
    },
    { "retry-after": "7" },
  );
  const res = await post(HELLO);
  const text = await res.text();
  expect(res.status).toBe(want);
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain(upstream.origin);
  if (status >= 400) expect(text).toContain("No, said");
  expect((JSON.parse(text) as { error: { code: string } }).error.code).toBe(code);
  if (want === 429 || want === 503) expect(res.headers.get("retry-after")).toBe("7");
  expect((await gateway.settled(1))[0]?.status).toBe(want);
});

test.each([
  ["cut JSON", json(200, '{"id": "x", "choices": [')],
  ["nothing", json(200, "")],
  ["a web page", json(200, "<html>secret page</html>", { "content-type": "text/html" })],
  ["another shape", json(200, { hello: "world" })],
  ["an error in a 200", json(200, { error: { message: "broken", code: "x" } })],
])("answers 502 when the provider answers 200 with %s", async (_, behave) => {
  upstream.behave = behave;
  for (const stream of [false, true]) {
    const res = await post({ ...HELLO, stream });
    expect([res.status, stream]).toEqual([502, stream]);
    expect(await res.text()).not.toContain("secret page");
  }
});

test("tries the next endpoint on a failure before the first byte, and counts the attempts", async () => {
  const dead = target("http://127.0.0.1:1", { endpoint: "dead" });
  gateway.api = testApi([dead, target(upstream.origin, { endpoint: "alive" })]);
  upstream.behave = json(200, COMPLETION);
  expect((await post(HELLO)).status).toBe(200);
  expect((await gateway.settled(1))[0]).toMatchObject({ attempts: 2, endpoint: "alive", status: 200 });
  gateway.api = testApi([dead], { maxRetries: 2 });
  const res = await post(HELLO);
  expect([res.status, ((await res.json()) as { error: { code: string } }).error.code]).toEqual([502, "upstream_unreachable"]);
});

test("asks again without stream_options where they are refused, and remembers it", async () => {
  upstream.behave = (res, seen, nth) =>
    seen.body.includes("stream_options")
      ? json(400, { error: { message: "Unknown field stream_options" } })(res, seen, nth)
      : bytes([...STREAM, "data: [DONE]\n\n"])(res, seen, nth);
  for (let i = 0; i < 2; i++) expect(await (await post({ ...HELLO, stream: true })).text()).toBe(`${STREAM.join("")}data: [DONE]\n\n`);
  expect(upstream.seen.map(({ body }) => body.includes("stream_options"))).toEqual([true, false, false]);
});

const errorEvent = /data: (\{"error":.*\})\n\n$/;
test.each(["cut", "stall", "end"] as const)("ends a stream that the provider leaves by %s with one error event", async (end) => {
  gateway.api = testApi([target(upstream.origin, { http: { connectTimeout: 500, firstByteTimeout: 500, idleTimeout: 300 } })]);
  upstream.behave = bytes([...STREAM.slice(0, 2), CHUNK({ content: "x" }).slice(0, 30)], end);
  const text = await (await post({ ...HELLO, stream: true })).text();
  expect(text.startsWith(STREAM.slice(0, 2).join(""))).toBe(true);
  const error = errorEvent.exec(text)?.[1];
  expect(JSON.parse(error ?? "null")).toMatchObject({ error: { code: end === "stall" ? "upstream_timeout" : "upstream_error" } });
  expect(text.length).toBe(STREAM.slice(0, 2).join("").length + (errorEvent.exec(text)?.[0].length ?? 0));
  expect((await gateway.settled(1))[0]).toMatchObject({ status: 200, errorCode: end === "stall" ? "upstream_timeout" : "upstream_error" });
});

test("adds the [DONE] that a finished stream lacks, and completes a last event without its empty line", async () => {
  upstream.behave = bytes(STREAM);
  expect(await (await post({ ...HELLO, stream: true })).text()).toBe(`${STREAM.join("")}data: [DONE]\n\n`);
  upstream.behave = bytes([...STREAM, "data: [DONE]"]);
  expect(await (await post({ ...HELLO, stream: true })).text()).toBe(`${STREAM.join("")}data: [DONE]\n\n`);
});

test("answers with a status when the first event is an error, and with 502 when there is none", async () => {
  upstream.behave = bytes([': hi\n\ndata: {"error":{"message":"Slow down.","type":"rate_limit_error","code":"rate_limit_exceeded"}}\n\n']);
  const limited = await post({ ...HELLO, stream: true });
  expect([limited.status, ((await limited.json()) as { error: { message: string } }).error.message]).toEqual([429, "Slow down."]);
  for (const pieces of [[], [": ping\n\n"]]) {
    upstream.behave = bytes(pieces);
    expect((await post({ ...HELLO, stream: true })).status).toBe(502);
  }
});

test("passes the provider's error in the middle of a stream on, and adds nothing", async () => {
  const error = 'data: {"error":{"message":"Overloaded.","type":"server_error"}}\n\n';
  upstream.behave = bytes([...STREAM.slice(0, 2), error]);
  expect(await (await post({ ...HELLO, stream: true })).text()).toBe(STREAM.slice(0, 2).join("") + error);
  expect((await gateway.settled(1))[0]?.errorCode).toBe("upstream_error");
});

test.each(["waiting", "streaming"])("stops the provider at once when the caller goes while %s, and settles once", async (phase) => {
  upstream.behave = phase === "waiting" ? () => {} : bytes(STREAM.slice(0, 2), "stall");
  const leaving = new AbortController();
  const going = fetch(`${gateway.url}/chat/completions`, {
    method: "POST",
    headers: AUTH,
    body: JSON.stringify({ ...HELLO, stream: true }),
    signal: leaving.signal,
  })
    .then((res) => res.text())
    .catch(() => "gone");
  await new Promise((resolve) => setTimeout(resolve, 100));
  const leftAt = performance.now();
  leaving.abort();
  expect(await going).toBe("gone");
  const records = await gateway.settled(1);
  for (let i = 0; i < 50 && upstream.seen[0]?.closedAt === null; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((upstream.seen[0]?.closedAt ?? Number.POSITIVE_INFINITY) - leftAt).toBeLessThan(150);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ status: 499, errorCode: "client_closed_request", usage: { provenance: "estimated" } });
});
