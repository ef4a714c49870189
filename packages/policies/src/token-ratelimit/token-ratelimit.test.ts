import { tokenRatelimitSchema } from "@sluice/definition/policies/token-ratelimit";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import type { CounterStore } from "../counters/counter-store.ts";
import { MemoryStore } from "../counters/memory-store.ts";
import type { PolicySources } from "../create-policy.ts";
import type { Outcome, Policy } from "../policy.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { createPolicy } from "../registry.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { testSources } from "../testing/test-sources.ts";

const MINUTE = { periodTime: 1, periodTimeUnit: "MINUTES" };

function limit(configuration: object, sources: PolicySources = testSources()): Policy {
  const identity = { apiId: "api", planId: null, step: "Limit", slot: "0" };
  const policy = createPolicy("token-ratelimit", tokenRatelimitSchema.parse(configuration), { identity, phase: "request", sources });
  if (policy instanceof PolicyProblem) throw new Error(policy.message);
  return policy;
}

const used = (input: number, output: number): TokenUsage => ({ ...NO_USAGE, input, output, provenance: "reported" });

function outcome(change: Partial<Outcome> = {}): Outcome {
  return { status: 200, errorCode: null, usage: NO_USAGE, costUsd: null, modelSent: "gpt", asked: true, ...change };
}

async function ask(policy: Policy, context: TestContext): Promise<unknown> {
  return policy.onRequest?.(context);
}

const left = (context: TestContext) => Number(context.returned.get("x-token-rate-limit-remaining"));

describe("Gravitee's own examples", () => {
  test.each([
    { strategy: "ASYNC_MODE", addHeaders: true, rate: { key: "customer", useKeyOnly: true, limit: 100, ...MINUTE } },
    {
      strategy: "ASYNC_MODE",
      addHeaders: true,
      rate: { dynamicLimit: "{#context.attributes['limit']}", periodTime: 60, periodTimeUnit: "MINUTES" },
    },
    { strategy: "ASYNC_MODE", addHeaders: true, rate: { limit: 100, ...MINUTE } },
    { strategy: "BLOCK_ON_INTERNAL_ERROR", addHeaders: true, rate: { limit: 100, ...MINUTE } },
    { strategy: "FALLBACK_PASS_THROUGH", addHeaders: true, rate: { limit: 100, ...MINUTE } },
  ])("are taken unchanged, and limit: %j", async (configuration) => {
    const policy = limit(configuration);
    const attributes = new Map<string, unknown>([["limit", "100"]]);
    const first = testContext({ attributes, bodyBytes: 40 });
    expect(await ask(policy, first)).toBeNull();
    policy.onSettled?.(first, outcome({ usage: used(50, 45) }));
    const second = await ask(policy, testContext({ attributes, bodyBytes: 40 }));
    expect(second).toMatchObject({
      code: "token_limit_exceeded",
      message: expect.stringMatching(/You reached the limit of 100 tokens per/),
    });
  });
});

describe("what is set aside", () => {
  test("is the prompt's bytes and the caller's maximum, until the truth is known", async () => {
    const policy = limit({ addHeaders: true, rate: { limit: 1_000, ...MINUTE } });
    const context = testContext({ bodyBytes: 100, body: { max_tokens: 200 } });
    expect(await ask(policy, context)).toBeNull();
    expect(left(context)).toBe(1_000 - 100 - 16 - 200);
    policy.onSettled?.(context, outcome({ usage: used(20, 30) }));
    const next = testContext({ bodyBytes: 100, body: { max_tokens: 200 } });
    await ask(policy, next);
    expect(left(next)).toBe(1_000 - 50 - 100 - 16 - 200);
  });

  test("is as much for each choice", async () => {
    const policy = limit({ addHeaders: true, rate: { limit: 1_000, ...MINUTE } });
    const context = testContext({ bodyBytes: 100, body: { max_tokens: 200, n: 3 } });
    await ask(policy, context);
    expect(left(context)).toBe(1_000 - 100 - 16 - 600);
  });

  test("is the counted prompt where its bytes do not fit", async () => {
    const policy = limit({ addHeaders: true, rate: { limit: 1_000, ...MINUTE } });
    const texts = [{ role: "user", text: "A quiet word about the weather, once more. ".repeat(40) } as const];
    const context = testContext({ bodyBytes: 1_800, texts, body: { max_tokens: 50 } });
    expect(await ask(policy, context)).toBeNull();
    expect(left(context)).toBeGreaterThan(400);
    expect(left(context)).toBeLessThan(560);
  });

  test("is refused without waiting where the call alone may take more than the limit", async () => {
    const policy = limit({ rate: { limit: 100, ...MINUTE } });
    const texts = [{ role: "user", text: "word ".repeat(500) } as const];
    const refused = await ask(policy, testContext({ bodyBytes: 2_600, texts }));
    expect(refused).toMatchObject({ code: "token_limit_exceeded", extra: {}, message: expect.stringContaining("shorten it") });
  });

  test.each([
    ["chat", "gpt-4o-mini", "max_tokens"],
    ["chat", "llmtest:gpt-5-mini", "max_completion_tokens"],
    ["responses", "gpt-5", "max_output_tokens"],
  ] as const)("binds an answer without a maximum (%s, %s) by %s", async (kind, model, name) => {
    const context = testContext({ kind, model });
    await ask(limit({ rate: { limit: 10_000, ...MINUTE } }), context);
    expect(context.parameters.get(name)).toBe(1_024);
    expect(context.decisions).toMatchObject([{ action: "changed" }]);
    const free = testContext({ kind, model });
    await ask(limit({ boundAnswers: false, rate: { limit: 10_000, ...MINUTE } }), free);
    expect(free.parameters.get(name)).toBeUndefined();
  });

  test("grows with the answers that a model has given of late, up to the ceiling", async () => {
    const policy = limit({ rate: { limit: 1_000_000, ...MINUTE, reservationCeiling: 3_000 } });
    for (const [output, expected] of [
      [700, 1_024],
      [1_200, 1_400],
      [9_000, 2_400],
      [1, 3_000],
    ] as const) {
      const context = testContext();
      await ask(policy, context);
      expect(context.parameters.get("max_tokens")).toBe(expected);
      policy.onSettled?.(context, outcome({ usage: used(1, output) }));
    }
  });

  test("of one kind is limited by itself, weighed by the model", async () => {
    const policy = limit({
      rate: { inputLimit: 500, outputLimit: 100, ...MINUTE },
      modelWeights: [{ model: "big-*", weight: 10 }],
    });
    const small = testContext({ model: "small", bodyBytes: 50, body: { max_tokens: 60 } });
    expect(await ask(policy, small)).toBeNull();
    const big = testContext({ model: "group:big-1", bodyBytes: 20, body: { max_tokens: 5 } });
    expect(await ask(policy, big)).toMatchObject({ message: expect.stringContaining("100 output tokens") });
  });

  test.each([
    ["NONE", 1_000],
    ["FIXED", 700],
    ["ADAPTIVE", 700],
  ])("by Gravitee's strategy %s leaves %d", async (reservationStrategy, expected) => {
    const policy = limit({ addHeaders: true, rate: { limit: 1_000, ...MINUTE, reservationStrategy, reservationAmount: 300 } });
    const context = testContext();
    await ask(policy, context);
    expect(left(context)).toBe(expected);
    expect(context.parameters.size).toBe(0);
    policy.onSettled?.(context, outcome({ usage: used(10, 90) }));
    const next = testContext();
    await ask(policy, next);
    expect(left(next)).toBe(expected - 100 + (reservationStrategy === "ADAPTIVE" ? 200 : 0));
  });
});

describe("a call that is over", () => {
  const remaining = async (end: Partial<Outcome>): Promise<number> => {
    const policy = limit({ addHeaders: true, rate: { limit: 1_000, ...MINUTE } });
    const context = testContext({ body: { max_tokens: 100 } });
    await ask(policy, context);
    policy.onSettled?.(context, outcome(end));
    const next = testContext({ body: { max_tokens: 100 } });
    await ask(policy, next);
    return left(next) + 216;
  };

  test.each([
    [{ usage: used(10, 20) }, 970],
    [{ usage: { ...used(10, 20), cacheRead: 5, reasoning: 15 } }, 950],
    [{ asked: false, status: 403, errorCode: "content_policy_violation" }, 1_000],
    [{ status: 400, errorCode: "invalid_request" }, 1_000],
    [{ status: 502, errorCode: "upstream_unreachable" }, 1_000],
    [{}, 784],
    [{ status: 499, errorCode: "client_closed_request" }, 784],
    [{ status: 504, errorCode: "upstream_timeout" }, 784],
  ])("%j leaves %d of 1,000", async (end, expected) => {
    expect(await remaining(end)).toBe(expected);
  });

  test("before its grant has come gives it back", async () => {
    const memory = new MemoryStore();
    const slow: CounterStore = {
      ...memory,
      nowMs: memory.nowMs,
      settle: memory.settle.bind(memory),
      peek: memory.peek.bind(memory),
      reserve: async (claims) => memory.reserve(claims),
    };
    const policy = limit({ rate: { limit: 1_000, ...MINUTE } }, testSources({ counters: { exact: slow, local: slow } }));
    const context = testContext({ body: { max_tokens: 100 } });
    const pending = ask(policy, context);
    policy.onSettled?.(context, outcome({ status: 499, asked: false }));
    await pending;
    const [name = ""] = memory.names;
    expect(memory.state(name)).toMatchObject({ open: 0, sums: [] });
  });
});

describe("counters that cannot be reached", () => {
  const broken: CounterStore = {
    nowMs: Date.now,
    reserve: () => Promise.reject(new Error("no Redis")),
    settle: () => {},
    peek: () => Promise.reject(new Error("no Redis")),
  };
  const local = new MemoryStore();
  const sources = testSources({ counters: { exact: broken, local } });

  test("let calls through, say so in headers, and write it down", async () => {
    const context = testContext();
    expect(await ask(limit({ addHeaders: true, rate: { limit: 100, ...MINUTE } }, sources), context)).toBeNull();
    expect([left(context), context.returned.get("x-token-rate-limit-reset")]).toEqual([100, "-1"]);
    expect(context.decisions).toMatchObject([{ action: "failed", detail: "let through: no Redis" }]);
  });

  test("refuse calls under BLOCK_ON_INTERNAL_ERROR", async () => {
    const policy = limit({ strategy: "BLOCK_ON_INTERNAL_ERROR", rate: { limit: 100, ...MINUTE } }, sources);
    expect(await ask(policy, testContext())).toMatchObject({
      code: "policy_unavailable",
      message: "Token rate limit blocked the query due to internal error",
    });
  });

  test("are not asked under ASYNC_MODE, and are replaced by the gateway's own where a reservation makes it strict", async () => {
    for (const reservation of [{}, { reservationStrategy: "FIXED", reservationAmount: 60 }]) {
      const policy = limit(
        { strategy: "ASYNC_MODE", rate: { limit: 100, key: JSON.stringify(reservation), ...MINUTE, ...reservation } },
        sources,
      );
      expect(await ask(policy, testContext({ body: { max_tokens: 80 }, bodyBytes: 1 }))).toBeNull();
      expect(await ask(policy, testContext({ body: { max_tokens: 80 }, bodyBytes: 1 }))).toBeInstanceOf(Denial);
    }
  });
});

describe("a consumer", () => {
  test("has a budget of his own by his subscription, and one by a key alone whatever his subscription", async () => {
    const own = limit({ rate: { limit: 100, ...MINUTE, reservationStrategy: "FIXED", reservationAmount: 100 } });
    expect(await ask(own, testContext({ subscriptionId: "s1" }))).toBeNull();
    expect(await ask(own, testContext({ subscriptionId: "s2" }))).toBeNull();
    expect(await ask(own, testContext({ subscriptionId: "s1" }))).toBeInstanceOf(Denial);
    const rate = {
      limit: 100,
      ...MINUTE,
      reservationStrategy: "FIXED",
      reservationAmount: 100,
      key: "{#request.headers['x-team'][0]}",
      useKeyOnly: true,
    };
    const keyed = limit({ rate });
    const team = (name: string, subscriptionId: string) => testContext({ headers: { "x-team": name }, subscriptionId });
    expect(await ask(keyed, team("blue", "s1"))).toBeNull();
    expect(await ask(keyed, team("blue", "s2"))).toBeInstanceOf(Denial);
    expect(await ask(keyed, team("red", "s1"))).toBeNull();
  });

  test("does not get past a limit by leaving out what it is worked out from", async () => {
    const policy = limit({ rate: { dynamicLimit: "{#context.attributes['limit']}", ...MINUTE } });
    expect(await ask(policy, testContext())).toMatchObject({ code: "policy_unavailable" });
  });

  test("does not get a new budget by a deployment", async () => {
    const sources = testSources();
    const rate = { limit: 100, ...MINUTE, reservationStrategy: "FIXED", reservationAmount: 100 };
    expect(await ask(limit({ rate }, sources), testContext())).toBeNull();
    expect(await ask(limit({ rate: { ...rate, limit: 120 } }, sources), testContext())).toBeInstanceOf(Denial);
  });
});

test("in its shadow lets through what it would have refused, and changes nothing", async () => {
  const policy = limit({ dryRun: true, addHeaders: true, rate: { limit: 1, ...MINUTE } });
  const context = testContext();
  expect(await ask(policy, context)).toBeNull();
  expect(context.decisions).toMatchObject([{ action: "would_block" }]);
  expect([context.returned.size, context.parameters.size]).toEqual([0, 0]);
});
