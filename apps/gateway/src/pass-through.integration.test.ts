import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { KEY, SECRET, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

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
});

test("passes other paths on: JSON with its model resolved, files byte by byte, keys exchanged", async () => {
  upstream.behave = (res) => {
    res.writeHead(200, { "content-type": "audio/mpeg", "set-cookie": "a=b" });
    res.end("sound");
  };
  const speech = await fetch(`${gateway.url}/v1/audio/speech`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: '{"model":"group:gpt","input":"x"}',
  });
  expect([speech.status, speech.headers.get("content-type"), await speech.text()]).toEqual([200, "audio/mpeg", "sound"]);
  expect(upstream.seen[0]).toMatchObject({ url: "/v1/audio/speech", body: '{"model":"gpt","input":"x"}' });
  const form = new FormData();
  form.set("file", new Blob(["x".repeat(3 << 20)]), "a.txt");
  const file = await fetch(`${gateway.url}/files?purpose=x`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, cookie: "c=d" },
    body: form,
  });
  expect([file.status, file.headers.get("set-cookie"), file.headers.get("x-request-id")?.slice(0, 4)]).toEqual([200, null, "req_"]);
  const seen = upstream.seen[1];
  expect(seen).toMatchObject({ url: "/v1/files?purpose=x", headers: { authorization: `Bearer ${SECRET}` } });
  expect(seen?.headers["cookie"]).toBeUndefined();
  expect(seen?.body.length).toBeGreaterThan(3 << 20);
  upstream.behave = json(401, { error: { message: `bad key ${SECRET}` } });
  const refused = await fetch(`${gateway.url}/files/file-1`, { headers: { authorization: `Bearer ${KEY}` } });
  expect(refused.status).toBe(502);
  expect(await refused.text()).not.toContain(SECRET);
  expect(await gateway.settled(3)).toHaveLength(3);
  expect((await fetch(`${gateway.url}/files`)).status).toBe(401);
});

test("stops a passed-on call when the caller goes, and answers 502 when the provider is down", async () => {
  upstream.behave = () => {};
  const leaving = new AbortController();
  const going = fetch(`${gateway.url}/files`, { headers: { authorization: `Bearer ${KEY}` }, signal: leaving.signal }).catch(() => "gone");
  await new Promise((resolve) => setTimeout(resolve, 100));
  leaving.abort();
  await going;
  expect((await gateway.settled(1))[0]?.status).toBe(499);
  for (let i = 0; i < 40 && upstream.seen[0]?.closedAt === null; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(upstream.seen[0]?.early).toBe(true);
  gateway.api = testApi([target("http://127.0.0.1:1")]);
  const res = await fetch(`${gateway.url}/files`, { headers: { authorization: `Bearer ${KEY}` } });
  expect([res.status, ((await res.json()) as { error: { code: string } }).error.code]).toEqual([502, "upstream_unreachable"]);
});

test("joins WebSockets of /realtime, with the model's bare name and the key exchanged", async () => {
  const provider = new WebSocketServer({ server: upstream.server, handleProtocols: (offered) => [...offered][0] ?? false });
  const seen: { url?: string | undefined; headers: Record<string, unknown> }[] = [];
  provider.on("connection", (socket, req) => {
    seen.push({ url: req.url, headers: req.headers });
    socket.on("message", (data) => socket.send(`echo ${data}`));
  });
  const url = `${gateway.url.replace("http", "ws")}/v1/realtime?model=group:gpt&x=1`;
  const client = new WebSocket(url, ["realtime", `openai-insecure-api-key.${KEY}`]);
  const answer = await new Promise((resolve, reject) => {
    client.on("open", () => client.send("hi"));
    client.on("message", (data) => resolve(String(data)));
    client.on("error", reject);
  });
  expect(answer).toBe("echo hi");
  expect(seen[0]?.url).toBe("/v1/realtime?model=gpt&x=1");
  expect(JSON.stringify(seen[0]?.headers)).not.toContain(KEY);
  expect(seen[0]?.headers["authorization"]).toBe(`Bearer ${SECRET}`);
  client.close();
  expect((await gateway.settled(1))[0]).toMatchObject({ status: 101, errorCode: null, modelSent: "gpt" });
  const refused = await new Promise<number>((resolve) =>
    new WebSocket(url).on("unexpected-response", (_, res) => resolve(res.statusCode ?? 0)),
  );
  expect(refused).toBe(401);
  provider.close();
});
