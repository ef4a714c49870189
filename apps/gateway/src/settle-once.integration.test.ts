import { type Behave, bytes, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { expect, test } from "vitest";
import { KEY, startTestGateway, target, testApi } from "./testing/start-test-gateway.ts";

const CHUNK = 'data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":null}]}\n\n';
const FINISH = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}\n\n';
const STREAM = [CHUNK, CHUNK, FINISH, USAGE, "data: [DONE]\n\n"];
const WHOLE = { choices: [{ message: { content: "x" } }], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } };

const ENDINGS: readonly Behave[] = [
  bytes(STREAM),
  bytes(STREAM.slice(0, 2), "cut"),
  bytes(STREAM.slice(0, 2), "stall"),
  bytes([]),
  json(200, WHOLE),
  json(429, { error: { message: "Slow down." } }),
  json(200, "{"),
  (res) => void res.socket?.destroy(),
  () => {},
];

/** A small generator of its own: a failing run can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("every request is settled exactly once, however both ends end", async () => {
  const next = random(7);
  const upstream = await startFakeUpstream((res, seen, nth) => (ENDINGS[Math.floor(next() * ENDINGS.length)] as Behave)(res, seen, nth));
  const http = { connectTimeout: 300, firstByteTimeout: 300, idleTimeout: 300 };
  const gateway = await startTestGateway(testApi([target(upstream.origin, { http }), target("http://127.0.0.1:1", { http })]));
  const calls = 200;
  const ids = await Promise.all(
    Array.from({ length: calls }, async () => {
      const leaving = new AbortController();
      if (next() < 0.5) setTimeout(() => leaving.abort(), next() * 150);
      const body = JSON.stringify({ model: "gpt", messages: [{ role: "user", content: "x" }], stream: next() < 0.6 });
      const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
      try {
        const res = await fetch(`${gateway.url}/chat/completions`, { method: "POST", headers, body, signal: leaving.signal });
        await res.text();
        return { id: res.headers.get("x-request-id"), status: res.status };
      } catch {
        return null;
      }
    }),
  );
  const whole = ids.filter((one) => one !== null);
  await gateway.settled(calls - (ids.length - whole.length));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const settled = gateway.records.map(({ requestId }) => requestId);
  expect(new Set(settled).size).toBe(settled.length);
  for (const { id, status } of whole) expect(gateway.records.find(({ requestId }) => requestId === id)?.status).toBe(status);
  for (const record of gateway.records) {
    // Usage is there exactly where the provider had said it before the end.
    if (record.status === 200 && record.errorCode === null)
      expect(record.usage).toMatchObject({ input: 3, output: 2, provenance: "reported" });
    if (record.status !== 200 && record.status !== 499) expect(record.usage.provenance).toBe("none");
  }
  await gateway.close();
  await upstream.close();
});

test("a request that needed a second provider tells of both, and one that went well at once tells nothing", async () => {
  const upstream = await startFakeUpstream((res, seen, nth) =>
    json(nth === 1 ? 503 : 200, nth === 1 ? { error: { message: "Busy." } } : WHOLE)(res, seen, nth),
  );
  const [first, second] = [target(upstream.origin, { endpoint: "first" }), target(upstream.origin, { endpoint: "second" })];
  const gateway = await startTestGateway(testApi([first, second]));
  const ask = () =>
    fetch(`${gateway.url}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt", messages: [{ role: "user", content: "Hello." }] }),
    });
  for (let call = 0; call < 2; call++) await (await ask()).text();
  const [failedOver, went] = await gateway.settled(2);
  expect(failedOver).toMatchObject({
    status: 200,
    attempts: 2,
    detail: {
      attempts: [
        { endpoint: "first", status: 503, error: "upstream_overloaded" },
        { endpoint: "second", status: 200, error: null },
      ],
    },
  });
  expect(went?.detail).toBeNull();
  await gateway.close();
  await upstream.close();
});
