import { concurrencyLimitSchema } from "@sluice/definition/policies/concurrency-limit";
import { quotaSchema } from "@sluice/definition/policies/quota";
import { rateLimitSchema } from "@sluice/definition/policies/rate-limit";
import { NO_USAGE } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import type { Outcome, Policy } from "../policy.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { createPolicy } from "../registry.ts";
import { testContext } from "../testing/test-context.ts";
import { testSources } from "../testing/test-sources.ts";

const SCHEMAS = { "rate-limit": rateLimitSchema, quota: quotaSchema, "concurrency-limit": concurrencyLimitSchema } as const;

function limit(id: keyof typeof SCHEMAS, configuration: object, nowMs = Date.now): Policy {
  const identity = { apiId: "api", planId: "plan", step: "Limit", slot: "0" };
  const policy = createPolicy(id, SCHEMAS[id].parse(configuration), { identity, phase: "request", sources: testSources({ nowMs }) });
  if (policy instanceof PolicyProblem) throw new Error(policy.message);
  return policy;
}

const ENDED: Outcome = { status: 200, errorCode: null, usage: NO_USAGE, costUsd: null, modelSent: null, asked: true };

describe("a limit of calls", () => {
  test("grants so many in a rolling period, in Gravitee's words and headers", () => {
    const time = { ms: 1_000_000 };
    const policy = limit("rate-limit", { addHeaders: true, rate: { limit: 2, periodTime: 10, periodTimeUnit: "SECONDS" } }, () => time.ms);
    expect(policy.onRequest?.(testContext())).toBeNull();
    time.ms += 4_000;
    const second = testContext();
    expect(policy.onRequest?.(second)).toBeNull();
    expect(second.returned.get("x-rate-limit-remaining")).toBe("0");
    expect(second.returned.get("x-ratelimit-limit-requests")).toBe("2");
    expect(policy.onRequest?.(testContext())).toMatchObject({
      code: "rate_limit_exceeded",
      message: "Rate limit exceeded! You reached the limit of 2 requests per 10 seconds",
      extra: { retryAfterSeconds: 7 },
    });
    time.ms += 6_100;
    expect(policy.onRequest?.(testContext())).toBeNull();
    expect(policy.onRequest?.(testContext())).toMatchObject({ code: "rate_limit_exceeded" });
  });

  test("does not count what it refuses", () => {
    const time = { ms: 0 };
    const policy = limit("rate-limit", { rate: { limit: 1, periodTime: 10 } }, () => time.ms);
    for (let n = 0; n < 50; n++, time.ms += 150) policy.onRequest?.(testContext());
    time.ms = 10_100;
    expect(policy.onRequest?.(testContext())).toBeNull();
  });

  test("of a month starts anew with it, in its time zone", () => {
    const time = { ms: Date.parse("2026-03-31T21:59:00Z") };
    const quota = { limit: 1, resetStrategy: "CALENDAR", timezone: "Europe/Berlin" };
    const policy = limit("quota", { quota }, () => time.ms);
    expect(policy.onRequest?.(testContext())).toBeNull();
    expect(policy.onRequest?.(testContext())).toMatchObject({
      message: "Quota exceeded! You reached the limit of 1 requests per 1 months",
      extra: { retryAfterSeconds: 60 },
    });
    time.ms += 60_000;
    expect(policy.onRequest?.(testContext())).toBeNull();
  });

  test("takes its period from an expression of seconds", () => {
    const time = { ms: 0 };
    const rate = { limit: 1, dynamicPeriodTime: "{#request.headers['x-seconds'][0]}" };
    const policy = limit("rate-limit", { rate }, () => time.ms);
    const call = () => policy.onRequest?.(testContext({ headers: { "x-seconds": "5" } }));
    expect(call()).toBeNull();
    time.ms = 4_000;
    expect(call()).toMatchObject({ message: expect.stringContaining("per 5 seconds") });
  });
});

describe("a limit of calls at once", () => {
  test("gives a slot back however a call ends, once", () => {
    const policy = limit("concurrency-limit", { maximum: 2 });
    const calls = [testContext(), testContext()] as const;
    for (const call of calls) expect(policy.onRequest?.(call)).toBeNull();
    const refused = testContext();
    expect(policy.onRequest?.(refused)).toMatchObject({ code: "rate_limit_exceeded", extra: { retryAfterSeconds: 1 } });
    policy.onSettled?.(refused, ENDED);
    policy.onSettled?.(calls[0], { ...ENDED, status: 499 });
    policy.onSettled?.(calls[0], ENDED);
    expect(policy.onRequest?.(testContext())).toBeNull();
    expect(policy.onRequest?.(testContext())).toMatchObject({ code: "rate_limit_exceeded" });
  });
});
