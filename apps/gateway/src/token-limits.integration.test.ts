import { testSources } from "@sluice/policies/testing/test-sources";
import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";
import { withPolicies } from "./testing/with-policies.ts";

let upstream: FakeUpstream;
let gateway: TestGateway;

const answer = (prompt: number, completion: number) => ({
  object: "chat.completion",
  model: "gpt",
  choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
  usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
});

beforeAll(async () => {
  upstream = await startFakeUpstream(json(200, answer(10, 20)));
  gateway = await startTestGateway(testApi([target(upstream.origin)]));
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});
afterEach(() => {
  gateway.records.length = 0;
  upstream.seen.length = 0;
  upstream.behave = json(200, answer(10, 20));
});

const HELLO = { model: "gpt", messages: [{ role: "user", content: "Hello." }] };

function limited(configuration: object): void {
  const step = { name: "Limit", policy: "token-ratelimit", configuration: { addHeaders: true, ...configuration } };
  gateway.api = withPolicies(testApi([target(upstream.origin)]), { request: [step] }, testSources());
}

async function ask(body: object = HELLO, path = "/chat/completions") {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const res = await fetch(gateway.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  return {
    status: res.status,
    headers: res.headers,
    answer: (await res.json()) as { error?: { code: string; message: string; type: string } },
  };
}

const sent = (at: number) => JSON.parse(upstream.seen[at]?.body ?? "{}") as Record<string, unknown>;

describe("a token limit", () => {
  test("of the seed: the first call is answered, the one that does not fit is refused in Gravitee's words", async () => {
    limited({ rate: { limit: 100, periodTime: 1, periodTimeUnit: "MINUTES" } });
    const first = await ask();
    expect(first.status).toBe(200);
    await gateway.settled(1);
    const second = await ask();
    expect(second.status).toBe(429);
    expect(second.answer.error).toMatchObject({
      code: "token_limit_exceeded",
      type: "tokens",
      message: "Rate limit exceeded! You reached the limit of 100 tokens per 1 minutes",
    });
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(Number(second.headers.get("retry-after"))).toBeLessThanOrEqual(61);
    expect(second.headers.get("x-token-rate-limit-limit")).toBe("100");
    expect(second.headers.get("x-token-rate-limit-remaining")).toBe("70");
    expect(second.headers.get("x-ratelimit-remaining-tokens")).toBe("70");
    expect(second.headers.get("x-ratelimit-reset-tokens")).toMatch(/^(1m0s|59(\.\d+)?s)$/);
    expect(upstream.seen).toHaveLength(1);
  });

  test("limits the answer to what was set aside for it, where the caller sets no maximum", async () => {
    limited({ rate: { limit: 100, periodTime: 1, periodTimeUnit: "MINUTES" } });
    await ask();
    expect(sent(0)["max_tokens"]).toBeGreaterThan(20);
    expect(sent(0)["max_tokens"]).toBeLessThan(90);
  });

  test("leaves a caller's own maximum as it is, and lowers one that is beyond the limit", async () => {
    limited({ rate: { limit: 1_000, periodTime: 1, periodTimeUnit: "MINUTES" } });
    await ask({ ...HELLO, max_tokens: 50 });
    await ask({ ...HELLO, model: "gpt", max_completion_tokens: 5_000 });
    expect(sent(0)["max_tokens"]).toBe(50);
    expect(sent(1)["max_completion_tokens"]).toBeUndefined();
    await gateway.settled(2);
    limited({ rate: { limit: 1_000, periodTime: 1, periodTimeUnit: "MINUTES" } });
    await ask({ ...HELLO, max_completion_tokens: 5_000 });
    expect(sent(1)["max_completion_tokens"]).toBeLessThan(1_000);
  });

  test("is not overshot by two hundred callers at once", async () => {
    limited({ rate: { limit: 2_000, periodTime: 1, periodTimeUnit: "MINUTES" } });
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask({ ...HELLO, max_tokens: 20 })));
    const granted = answers.filter(({ status }) => status === 200).length;
    expect(granted * 30).toBeLessThanOrEqual(2_000);
    expect(granted).toBeGreaterThan(10);
    expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true);
  });

  test("counts the truth where it is known, nothing where the provider refused, and what was set aside where nobody knows", async () => {
    limited({ rate: { limit: 1_000, periodTime: 1, periodTimeUnit: "MINUTES" } });
    const left = async (body: object = { ...HELLO, max_tokens: 100 }) =>
      Number((await ask(body)).headers.get("x-token-rate-limit-remaining"));
    const before = await left();
    await gateway.settled(1);
    expect(await left()).toBe(before - 30);
    await gateway.settled(2);
    upstream.behave = json(400, { error: { message: "No.", type: "invalid_request_error", code: null } });
    await ask({ ...HELLO, max_tokens: 100 });
    await gateway.settled(3);
    upstream.behave = json(200, { ...answer(0, 0), usage: undefined });
    expect(await left()).toBe(before - 60);
    await gateway.settled(4);
    upstream.behave = json(200, answer(10, 20));
    expect(await left()).toBe(before - 60 - (1_000 - before));
  });

  test("counts prompts alone for embeddings", async () => {
    upstream.behave = json(200, { object: "list", model: "gpt", data: [], usage: { prompt_tokens: 7, total_tokens: 7 } });
    limited({ rate: { limit: 100, periodTime: 1, periodTimeUnit: "MINUTES" } });
    await ask({ model: "gpt", input: "Hello." }, "/embeddings");
    await gateway.settled(1);
    expect(sent(0)).toEqual({ model: "gpt", input: "Hello." });
    const { headers } = await ask({ model: "gpt", input: "Hello." }, "/embeddings");
    expect(Number(headers.get("x-token-rate-limit-remaining"))).toBeGreaterThan(40);
  });

  test("in its shadow lets everything through, unchanged, and writes down what it would have refused", async () => {
    limited({ rate: { limit: 20, periodTime: 1, periodTimeUnit: "MINUTES" }, dryRun: true });
    const { status, headers } = await ask();
    expect([status, headers.get("x-token-rate-limit-limit")]).toEqual([200, null]);
    expect(sent(0)).toEqual(HELLO);
  });
});
