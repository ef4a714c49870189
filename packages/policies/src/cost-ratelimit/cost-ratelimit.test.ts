import { costRatelimitSchema } from "@sluice/definition/policies/cost-ratelimit";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import type { Outcome, Policy } from "../policy.ts";
import type { KnownPrice } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { createPolicy } from "../registry.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { testSources } from "../testing/test-sources.ts";
import { dollarsInWords, nanoFromCost, nanoFromDollars, nanoFromTokens } from "./nano-dollars.ts";

const USAGE: TokenUsage = { ...NO_USAGE, input: 10, output: 10, provenance: "reported" };

function limit(configuration: object): Policy {
  const identity = { apiId: "api", planId: null, step: "Budget", slot: "0" };
  const built = { identity, phase: "request", sources: testSources() } as const;
  const policy = createPolicy("cost-ratelimit", costRatelimitSchema.parse({ addHeaders: true, ...configuration }), built);
  if (policy instanceof PolicyProblem) throw new Error(policy.message);
  return policy;
}

function call(price: KnownPrice | null, body: Readonly<Record<string, unknown>> = { max_tokens: 1_000 }): TestContext {
  return { ...testContext({ bodyBytes: 84, body }), price: () => price };
}

const PRICED: KnownPrice = { inputPrice: 1, outputPrice: 10 };
const ended = (change: Partial<Outcome> = {}): Outcome => ({
  status: 200,
  errorCode: null,
  usage: USAGE,
  costUsd: "0.0010000000",
  modelSent: "gpt",
  asked: true,
  ...change,
});
const left = (context: TestContext) => context.returned.get("x-cost-rate-limit-remaining");

describe("money", () => {
  test("is counted in whole billionths, and costs are rounded up", () => {
    expect(nanoFromDollars(0.1) + nanoFromDollars(0.2)).toBe(nanoFromDollars(0.3));
    expect(nanoFromCost("0.0000000001")).toBe(1);
    expect(nanoFromCost("12.3456789000")).toBe(12_345_678_900);
    expect(nanoFromTokens({ input: 1, output: 0 }, { inputPrice: 0.0375, outputPrice: null })).toBe(38);
    expect(nanoFromTokens({ input: 1, output: 1 }, { inputPrice: 1, outputPrice: null })).toBeNull();
    expect([5, 0.05, 4.88, 0].map((dollars) => dollarsInWords(nanoFromDollars(dollars)))).toEqual(["5", "0.05", "4.88", "0"]);
  });
});

describe("a budget", () => {
  test("sets aside what a call may cost, and keeps what it did cost", async () => {
    const policy = limit({ rate: { limit: 1 } });
    const context = call(PRICED);
    expect(await policy.onRequest?.(context)).toBeNull();
    // A hundred bytes at $1, a thousand tokens at $10 a million.
    expect(left(context)).toBe("0.9899");
    policy.onSettled?.(context, ended());
    const next = call(PRICED);
    await policy.onRequest?.(next);
    expect(left(next)).toBe("0.9889");
  });

  test("is not overshot by calls at once, and says in Gravitee's words what is spent", async () => {
    const policy = limit({ rate: { limit: 0.02, periodTime: 1, periodTimeUnit: "HOURS" } });
    expect(await policy.onRequest?.(call(PRICED))).toBeNull();
    expect(await policy.onRequest?.(call(PRICED))).toMatchObject({
      code: "budget_exceeded",
      status: 429,
      message: "Cost budget exceeded! Limit is $0.02 per 1 hours. Current spend: $0.0101.",
    });
  });

  test("limits an answer to what the whole budget can pay", async () => {
    const context = call(PRICED, { max_tokens: 1_000_000 });
    expect(await limit({ rate: { limit: 0.01 } }).onRequest?.(context)).toBeNull();
    expect(context.parameters.get("max_tokens")).toBeLessThan(1_000);
    expect(context.parameters.get("max_tokens")).toBeGreaterThan(980);
  });

  test.each([
    [{}, "1"],
    [{ missingPricePolicy: "FAIL_CLOSED", fallbackCost: 0.25 }, "0.75"],
  ])("counts a model without a price as it is told: %j leaves %s", async (configuration, expected) => {
    const policy = limit({ rate: { limit: 1 }, ...configuration });
    const context = call(null);
    expect(await policy.onRequest?.(context)).toBeNull();
    policy.onSettled?.(context, ended({ costUsd: null }));
    const next = call({ inputPrice: 0, outputPrice: 0 });
    await policy.onRequest?.(next);
    expect(left(next)).toBe(expected);
  });

  test.each([
    ["NONE", "1"],
    ["FIXED", "0.80"],
  ])("by Gravitee's strategy %s leaves %s", async (reservationStrategy, expected) => {
    const context = call(PRICED);
    await limit({ rate: { limit: 1, reservationStrategy, reservationAmount: 0.2 } }).onRequest?.(context);
    expect(left(context)).toBe(expected);
  });

  test("gives back what a call that nobody was asked for had set aside, and keeps it where nobody knows", async () => {
    const policy = limit({ rate: { limit: 1 } });
    const refused = call(PRICED);
    await policy.onRequest?.(refused);
    policy.onSettled?.(refused, ended({ asked: false, usage: NO_USAGE, costUsd: null }));
    const lost = call(PRICED);
    await policy.onRequest?.(lost);
    policy.onSettled?.(lost, ended({ status: 499, errorCode: "client_closed_request", usage: NO_USAGE, costUsd: null }));
    const next = call({ inputPrice: 0, outputPrice: 0 });
    await policy.onRequest?.(next);
    expect(left(next)).toBe("0.9899");
  });
});
