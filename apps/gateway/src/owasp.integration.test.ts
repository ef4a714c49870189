import { hash } from "node:crypto";
import net from "node:net";
import { stopApi } from "@sluice/management/apis/run-state";
import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { deploySimulated, PROVIDER_KEY, subscribeTo } from "./testing/deploy-simulated.ts";
import { KEY, SECRET, startTestGateway, subscriber, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

/** The gateway's side of OWASP's API Security Top 10 (https://owasp.org/API-Security/editions/2023/en/0x11-t10/), a test each. */

const ANSWER = {
  object: "chat.completion",
  model: "gpt",
  choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
};
const HELLO = { model: "gpt", messages: [{ role: "user", content: "Hi." }] };

let whole: WholeGateway;
let upstream: FakeUpstream;
let gateway: TestGateway;
beforeAll(async () => {
  whole = await startWholeGateway();
  upstream = await startFakeUpstream(json(200, ANSWER));
  gateway = await startTestGateway(testApi([target(upstream.origin)]), { requestBytes: 1 << 20 });
});
afterAll(async () => {
  await whole.close();
  await gateway.close();
  await upstream.close();
});
afterEach(() => {
  upstream.behave = json(200, ANSWER);
  upstream.seen.length = 0;
});

const bearer = (key: string) => ({ authorization: `Bearer ${key}`, "content-type": "application/json" });

async function call(url: string, init: RequestInit = {}) {
  const res = await fetch(url, init);
  const text = await res.text();
  const error = res.status >= 400 && text.startsWith("{") ? (JSON.parse(text) as { error: { code: string } }).error : undefined;
  return { status: res.status, code: error?.code, text, headers: res.headers };
}

/** Raw bytes to the gateway, and all that comes back until it closes or falls silent. */
function rawly(bytes: string, silenceMs = 400): Promise<string> {
  return new Promise((resolve) => {
    let got = "";
    const socket = net.connect(Number(new URL(gateway.url).port), "127.0.0.1", () => socket.write(bytes));
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.on("data", (piece) => (got += piece));
    socket.on("close", () => resolve(got));
    socket.on("error", () => {});
  });
}

test("API1, object-level authorisation: a key of one API opens no other, by any path to it", async () => {
  const one = await deploySimulated(whole, { path: "/one", models: ["sim-fast"], security: "API_KEY" });
  await deploySimulated(whole, { path: "/other", models: ["sim-fast"], security: "API_KEY" });
  const { key } = await subscribeTo(whole, one.planId);
  await expect.poll(async () => (await call(`${whole.url}/one/models`, { headers: bearer(key) })).status).toBe(200);
  for (const path of ["/other/models", "/other/v1/models", "/other/models/sim:sim-fast"])
    expect(await call(whole.url + path, { headers: bearer(key) })).toMatchObject({ status: 401, code: "invalid_api_key" });
  // Written by hand, for clients resolve what leads upwards themselves.
  const { host, port } = new URL(whole.url);
  const climbed = await new Promise<string>((resolve) => {
    let got = "";
    const socket = net.connect(Number(port), "127.0.0.1", () =>
      socket.write(`GET /one/../other/models HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n\r\n`),
    );
    socket.on("data", (piece) => (got += piece));
    socket.on("close", () => resolve(got));
  });
  expect(climbed).toMatch(/^HTTP\/1\.1 404 /);
});

test("API2, authentication: neither a missing, a guessed nor a malformed credential lets anyone in, and none is told why", async () => {
  const credentials = [
    {},
    { authorization: "Bearer " },
    { authorization: `Basic ${Buffer.from(`${KEY}:`).toString("base64")}` },
    { authorization: KEY },
    { authorization: `Bearer ${KEY}x` },
    { authorization: `Bearer ${KEY.slice(0, -1)}` },
    { authorization: `Bearer ${KEY.toUpperCase()}` },
    { authorization: `Bearer ${hash("sha256", KEY, "hex")}` },
    { "x-api-key": `${KEY},${KEY}` },
    { "x-api-key": "__proto__" },
    { cookie: `authorization=Bearer ${KEY}` },
  ];
  const messages = new Set<string>();
  for (const headers of credentials) {
    const answer = await call(`${gateway.url}/models?api_key=${KEY}&key=${KEY}`, { headers });
    expect(answer).toMatchObject({ status: 401, code: "invalid_api_key" });
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    messages.add((JSON.parse(answer.text) as { error: { message: string } }).error.message);
  }
  // There is none, or it is not valid: nothing else is said.
  expect(messages.size).toBe(2);
  expect(upstream.seen).toHaveLength(0);
});

test("API3, property level: no answer holds what a definition keeps to itself", async () => {
  const open = await deploySimulated(whole, { path: "/open", models: ["sim-fast"] });
  const models = await call(`${whole.url}/open/models`);
  expect(Object.keys(JSON.parse(models.text).data[0]).sort()).toEqual(["created", "id", "object", "owned_by"]);
  const answers = [
    models,
    await call(`${whole.url}/open/models/sim:sim-fast`),
    await call(`${whole.url}/open/chat/completions`, { method: "POST", headers: bearer("x"), body: '{"model":"nope","messages":[{}]}' }),
    await call(`${whole.url}/open/nowhere`),
    await call(`${whole.adminUrl}/config`),
    await call(`${whole.adminUrl}/metrics`),
  ];
  for (const { text, headers } of answers) {
    const said = text + JSON.stringify([...headers]);
    for (const secret of [PROVIDER_KEY, whole.simulator.url, "sealed:"]) expect(said).not.toContain(secret);
  }
  for (const { text } of answers.slice(0, 4)) expect(text).not.toContain(open.apiId);
});

test("API4, resource consumption: bodies, headers and slow callers have their bounds, and the next caller is served", async () => {
  const big = await call(`${gateway.url}/chat/completions`, {
    method: "POST",
    headers: bearer(KEY),
    body: JSON.stringify({ ...HELLO, pad: "x".repeat(2 << 20) }),
  });
  expect(big).toMatchObject({ status: 413, code: "request_too_large" });
  const announced = `POST /test/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\nContent-Length: 99999999999\r\n\r\n`;
  expect(await rawly(announced)).toMatch(/^HTTP\/1\.1 413 /);
  const headers = `GET /test/models HTTP/1.1\r\nHost: x\r\nX-Pad: ${"x".repeat(40_000)}\r\n\r\n`;
  expect(await rawly(headers)).toMatch(/^HTTP\/1\.1 431 /);
  const many = Array.from({ length: 3_000 }, (_, at) => `X-${at}: ${"y".repeat(10)}\r\n`).join("");
  expect(await rawly(`GET /test/models HTTP/1.1\r\nHost: x\r\n${many}\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  expect(gateway.server.headersTimeout).toBeLessThanOrEqual(60_000);
  expect(gateway.server.requestTimeout).toBeGreaterThan(0);
  expect((await call(`${gateway.url}/models`, { headers: bearer(KEY) })).status).toBe(200);
  expect(upstream.seen).toHaveLength(0);
});

test("API5, function level: what is for operators is not at the consumers' port, and does not listen to the outside", async () => {
  for (const path of ["/config", "/metrics", "/health/ready", "/health/live", "/api/v1/apis", "/admin"]) {
    const answer = await call(whole.url + path);
    expect([path, answer.status, answer.code]).toEqual([path, 404, "path_not_found"]);
  }
  const listens = whole.output.map((line) => JSON.parse(line) as { technical?: { address: string } }).find(({ technical }) => technical);
  expect(listens?.technical?.address).toBe("127.0.0.1");
});

test("API6, sensitive flows: a paused or ended subscription sells no further call, however many are asked for at once", async () => {
  const change = [{ status: "PAUSED" }, { status: "CLOSED" }, { endsAtMs: Date.now() - 1 }, { startsAtMs: Date.now() + 60_000 }] as const;
  for (const [at, changed] of change.entries()) {
    const key = `slc_flow_${at}`;
    gateway.keys.set(hash("sha256", key, "hex"), subscriber(changed));
    const asked = Array.from({ length: 20 }, () =>
      call(`${gateway.url}/chat/completions`, { method: "POST", headers: bearer(key), body: JSON.stringify(HELLO) }),
    );
    for (const { status } of await Promise.all(asked)) expect([401, 403]).toContain(status);
  }
  expect(upstream.seen).toHaveLength(0);
});

test("API7, request forgery: neither a model, a path nor a header leads the gateway to another host", async () => {
  const stranger = await startFakeUpstream(json(200, ANSWER));
  const away = new URL(stranger.origin).host;
  const post = { method: "POST", headers: { ...bearer(KEY), "x-forwarded-host": away, forwarded: `host=${away}` } };
  for (const model of [stranger.origin, `${away}/gpt`, `gpt@${away}`, `group:gpt/../../${away}`, "gpt?x=http://x", `gpt#@${away}`])
    await call(`${gateway.url}/chat/completions`, { ...post, body: JSON.stringify({ ...HELLO, model }) });
  await call(`${gateway.url}/chat/completions`, { ...post, body: JSON.stringify({ ...HELLO, base_url: stranger.origin, api_base: away }) });
  const paths = [
    `/files/@${away}/x`,
    `/files//${away}/x`,
    `/files/%2f%2f${away}`,
    `/files/..%2f..%2fadmin`,
    `/files?url=${stranger.origin}`,
  ];
  for (const path of paths) await call(gateway.url + path, { headers: bearer(KEY) });
  for (const aim of [`${stranger.origin}/test/models`, `//${away}/test/files`, `/test/files/../../../x`])
    await rawly(`GET ${aim} HTTP/1.1\r\nHost: ${away}\r\nAuthorization: Bearer ${KEY}\r\nConnection: close\r\n\r\n`);
  expect(stranger.seen).toHaveLength(0);
  expect(upstream.seen.length).toBeGreaterThan(0);
  for (const { url, headers } of upstream.seen) {
    expect(url).toMatch(/^\/v1\/(?!.*\.\.)/);
    expect(headers.host).toBe(new URL(upstream.origin).host);
  }
  // A provider that sends elsewhere is not followed.
  upstream.behave = json(307, "", { location: `${stranger.origin}/v1/chat/completions` });
  const redirected = await call(`${gateway.url}/chat/completions`, { method: "POST", headers: bearer(KEY), body: JSON.stringify(HELLO) });
  expect(redirected.status).toBe(502);
  expect(redirected.text).not.toContain(away);
  expect(stranger.seen).toHaveLength(0);
  await stranger.close();
});

test("API8, misconfiguration: no banner, no stack, no permission for foreign pages, no method that echoes", async () => {
  const garbage = [
    "GET / HTTP/9.9\r\n\r\n",
    "\0\0\0\r\n\r\n",
    "POST /test/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n",
  ];
  for (const bytes of garbage) {
    const said = await rawly(bytes);
    expect(said).not.toMatch(/at .*\.(?:ts|js):\d+|node:internal|x-powered-by|^server:/im);
  }
  const answers = [
    await call(`${gateway.url}/chat/completions`, { method: "POST", headers: bearer(KEY), body: "{" }),
    await call(`${gateway.url}/%E0%A4%A`, { headers: bearer(KEY) }),
    await call(`${gateway.url}/models`, { headers: { ...bearer(KEY), origin: "https://evil.test" } }),
    await call(`${gateway.url}/models`, { method: "DELETE", headers: bearer(KEY) }),
  ];
  for (const { text, headers } of answers) {
    expect(text).not.toMatch(/at .*\.(?:ts|js):\d+|node_modules|SyntaxError/);
    for (const name of ["x-powered-by", "server", "access-control-allow-origin", "etag"]) expect(headers.get(name)).toBeNull();
  }
  expect(await rawly(`TRACE /test/models HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\n\r\n`)).not.toContain(KEY);
});

test("API9, inventory: an API that was never deployed, or was stopped, is not there, and names nothing of itself", async () => {
  const { apiId } = await deploySimulated(whole, { path: "/retired", models: ["sim-fast"] });
  expect((await call(`${whole.url}/retired/models`)).status).toBe(200);
  await stopApi(whole.context, apiId);
  await expect.poll(async () => (await call(`${whole.url}/retired/models`)).status).toBe(404);
  const [stopped, unknown] = [await call(`${whole.url}/retired/models`), await call(`${whole.url}/never-was/models`)];
  expect(stopped.code).toBe("path_not_found");
  expect(stopped.text).toBe(unknown.text);
});

test("API10, unsafe consumption: what a hostile provider sends does not pass for the gateway's own, nor break it", async () => {
  const ask = () => call(`${gateway.url}/chat/completions`, { method: "POST", headers: bearer(KEY), body: JSON.stringify(HELLO) });
  upstream.behave = json(200, ANSWER, {
    "set-cookie": "sid=evil",
    "access-control-allow-origin": "*",
    "x-request-id": "forged",
    "strict-transport-security": "max-age=0",
    location: "https://evil.test",
  });
  const dressed = await ask();
  expect(dressed.headers.get("x-request-id")).toMatch(/^req_/);
  for (const name of ["set-cookie", "access-control-allow-origin", "strict-transport-security", "location"])
    expect(dressed.headers.get(name)).toBeNull();
  const hostile = ["<script>alert(1)</script>", "[".repeat(200_000), "null", '{"choices":', ""];
  for (const body of hostile) {
    upstream.behave = json(200, body);
    expect(await ask()).toMatchObject({ status: 502, code: "upstream_error" });
  }
  upstream.behave = json(401, { error: { message: `Incorrect API key provided: ${SECRET}`, code: "invalid_api_key" } });
  const echoed = await ask();
  expect(echoed).toMatchObject({ status: 502 });
  expect(echoed.text).not.toContain(SECRET);
  upstream.behave = json(200, ANSWER);
  expect((await ask()).status).toBe(200);
});
