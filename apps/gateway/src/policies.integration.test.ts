import { once } from "node:events";
import { bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";
import { withPolicies } from "./testing/with-policies.ts";

let upstream: FakeUpstream;
let gateway: TestGateway;
const OK = {
  object: "chat.completion",
  model: "gpt",
  choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
};

beforeAll(async () => {
  upstream = await startFakeUpstream(json(200, OK));
  gateway = await startTestGateway(testApi([target(upstream.origin)]));
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});
afterEach(() => {
  gateway.records.length = 0;
  upstream.seen.length = 0;
});

const HELLO = { model: "gpt", messages: [{ role: "user", content: "Hello." }] };

/** Asks through these steps, and says what came back and what the provider saw. */
async function ask(lanes: Parameters<typeof withPolicies>[1], body: object = HELLO, path = "/chat/completions") {
  gateway.api = withPolicies(testApi([target(upstream.origin)]), lanes);
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json", "x-team": "blue", "openai-beta": "one" };
  const res = await fetch(gateway.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await res.text();
  const [seen] = upstream.seen;
  const sent = seen ? (JSON.parse(seen.body) as Record<string, unknown>) : null;
  return { status: res.status, headers: res.headers, answer: JSON.parse(text) as Record<string, unknown>, seen, sent };
}

const step = (policy: string, configuration: object) => ({ policy, configuration });

describe("a call on its way through its policies", () => {
  test("goes on byte for byte where none of them changes it", async () => {
    const odd = '{ "model" : "gpt", "messages":[{"role":"user","content":"é"}], "big": 12345678901234567890 }';
    gateway.api = withPolicies(testApi([target(upstream.origin)]), { request: [step("ip-filter", { blacklistIps: ["192.0.2.0/24"] })] });
    await fetch(`${gateway.url}/chat/completions`, { method: "POST", headers: { authorization: `Bearer ${KEY}` }, body: odd });
    expect(upstream.seen[0]?.body).toBe(odd);
  });

  test("keeps every byte that nobody changed, numbers that JavaScript cannot hold too", async () => {
    gateway.api = withPolicies(testApi([target(upstream.origin)]), { request: [step("parameters", { defaults: { temperature: 0.2 } })] });
    const body = '{"model":"gpt","seed":12345678901234567890,"messages":[{"role":"user","content":"Hello."}]}';
    await fetch(`${gateway.url}/chat/completions`, { method: "POST", headers: { authorization: `Bearer ${KEY}` }, body });
    expect(upstream.seen[0]?.body).toContain("12345678901234567890");
    expect(JSON.parse(upstream.seen[0]?.body ?? "{}")).toMatchObject({ temperature: 0.2 });
  });

  test("gets another model by llmproxy.model.override, and a caller's prefix stays", async () => {
    const override = step("assign-attributes", { attributes: [{ name: "llmproxy.model.override", value: "gpt" }] });
    const { status, sent } = await ask({ request: [override] }, { ...HELLO, model: "group:other" });
    expect([status, sent?.["model"]]).toEqual([200, "gpt"]);
  });

  test("gets messages before and after the caller's, on every API that has messages", async () => {
    const decorator = step("prompt-decorator", {
      prepend: [{ content: "You work for team {#request.headers['x-team'][0]}." }],
      append: [{ role: "user", content: "Be brief." }],
    });
    const { sent } = await ask({ request: [decorator] });
    expect(sent?.["messages"]).toEqual([
      { role: "system", content: "You work for team blue." },
      { role: "user", content: "Hello." },
      { role: "user", content: "Be brief." },
    ]);
    upstream.seen.length = 0;
    const response = await ask({ request: [decorator] }, { model: "gpt", input: "Hello." }, "/responses");
    expect(response.sent?.["input"]).toEqual(sent?.["messages"]);
  });

  test("has its parameters set, filled in and lowered", async () => {
    const parameters = step("parameters", {
      forced: { user: "x" },
      defaults: { temperature: 0.1, top_p: 1 },
      ceilings: { max_tokens: 100 },
    });
    const { sent } = await ask({ request: [parameters] }, { ...HELLO, temperature: 0.9, max_tokens: 5_000 });
    expect(sent).toMatchObject({ user: "x", temperature: 0.9, top_p: 1, max_tokens: 100 });
  });

  test("is refused before a provider is asked, and recorded as refused", async () => {
    const { status, answer } = await ask({ request: [step("parameters", { allowedModels: ["claude-*"] })] });
    expect([status, (answer["error"] as { code: string }).code]).toEqual([403, "model_not_allowed"]);
    expect(upstream.seen).toEqual([]);
    expect((await gateway.settled(1))[0]).toMatchObject({
      status: 403,
      errorCode: "model_not_allowed",
      attempts: 0,
      detail: { policies: [{ policy: "parameters", action: "blocked", detail: "model not allowed" }] },
    });
  });

  test("is refused by address in the words of Anthropic's API to Anthropic's clients", async () => {
    const filter = step("ip-filter", { whitelistIps: ["10.0.0.0/8"] });
    const { status, answer } = await ask({ request: [filter] }, { ...HELLO, max_tokens: 10 }, "/v1/messages");
    expect([status, answer["type"]]).toEqual([403, "error"]);
  });
});

describe("headers", () => {
  test("are set and removed on the way to the provider, never its credentials", async () => {
    const transform = step("transform-headers", {
      addHeaders: [
        { name: "X-Team", value: "{#request.headers['x-team'][0]}" },
        { name: "Authorization", value: "Bearer stolen" },
      ],
      removeHeaders: ["openai-beta"],
    });
    const { seen } = await ask({ request: [transform] });
    expect(seen?.headers["x-team"]).toBe("blue");
    expect(seen?.headers["openai-beta"]).toBeUndefined();
    expect(seen?.headers.authorization).not.toContain("stolen");
  });

  test("are set on the way back, and one that would end the line is not", async () => {
    const transform = step("transform-headers", {
      addHeaders: [
        { name: "X-Served-By", value: "{#api.name}" },
        { name: "X-Evil", value: "a\r\nset-cookie: b" },
      ],
    });
    const { headers } = await ask({ response: [transform] });
    expect([headers.get("x-served-by"), headers.get("x-evil"), headers.get("set-cookie")]).toEqual(["Test", null, null]);
  });
});

describe("a caller who is kept out by address", () => {
  const filter = { request: [step("ip-filter", { whitelistIps: ["10.0.0.0/8"] })] };
  test.each([
    ["GET", "/models"],
    ["GET", "/models/gpt"],
    ["GET", "/files"],
    ["POST", "/images/generations"],
    ["POST", "/responses"],
  ])("is kept out of %s %s too", async (method, path) => {
    gateway.api = withPolicies(testApi([target(upstream.origin)]), filter);
    const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
    const body = method === "POST" ? JSON.stringify({ model: "gpt", input: "Hello." }) : null;
    const res = await fetch(gateway.url + path, { method, headers, body });
    expect([res.status, upstream.seen]).toEqual([403, []]);
  });

  test("is kept out of sockets too", async () => {
    gateway.api = withPolicies(testApi([target(upstream.origin)]), filter);
    const socket = new WebSocket(`${gateway.url.replace("http", "ws")}/realtime?model=gpt`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
  });
});

describe("an answer that was given before", () => {
  const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
  const chunk = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ object: "chat.completion.chunk", model: "gpt", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const STREAM = [chunk({ content: "Fi" }), chunk({ content: "ne." }), chunk({}, "stop"), "data: [DONE]\n\n"];

  test.each([false, true])("is given again to the same subscription without asking a provider; streamed: %s", async (stream) => {
    gateway.api = withPolicies(testApi([target(upstream.origin)]), { request: [step("ai-exact-cache", {})] });
    upstream.behave = stream ? bytes(STREAM) : json(200, { ...OK, usage });
    const ask = async () => {
      const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
      const res = await fetch(`${gateway.url}/chat/completions`, { method: "POST", headers, body: JSON.stringify({ ...HELLO, stream }) });
      return { cache: res.headers.get("x-cache"), type: res.headers.get("content-type"), text: await res.text() };
    };
    const first = await ask();
    await gateway.settled(1);
    const again = await ask();
    expect([first.cache, again.cache, again.text, again.type?.split(";")[0]]).toEqual([
      "MISS",
      "HIT",
      first.text,
      first.type?.split(";")[0],
    ]);
    expect(upstream.seen).toHaveLength(1);
    const [, hit] = await gateway.settled(2);
    expect(hit).toMatchObject({
      status: 200,
      attempts: 0,
      costUsd: null,
      detail: { policies: [{ policy: "ai-exact-cache", action: "answered" }] },
    });
  });
});
