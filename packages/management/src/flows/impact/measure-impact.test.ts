import { type Flow, flowSchema } from "@sluice/definition/flow";
import { expect, test } from "vitest";
import { measureImpact } from "./measure-impact.ts";
import type { PastRequest } from "./past-request.ts";

const PLAN = "0190c0de-0000-7000-8000-0000000000aa";
const MINUTE_MS = 60_000;

function past(minute: number, change: Partial<PastRequest> = {}): PastRequest {
  const tokens = { inputTokens: 60, outputTokens: 40, costUsd: 0.01 };
  return {
    atMs: minute * MINUTE_MS,
    planId: PLAN,
    subscriptionId: "s",
    method: "POST",
    path: "/chat/completions",
    model: "a:gpt",
    ...tokens,
    ...change,
  };
}

function flow(request: readonly object[], change: object = {}): Flow {
  return flowSchema.parse({ name: "Prompt", request, ...change });
}

const step = (policy: string, configuration: object, rest: object = {}) => ({ name: policy, policy, configuration, ...rest });
const tokens = (limit: number) => step("token-ratelimit", { rate: { limit, periodTimeUnit: "MINUTES", periodTime: 10 } });

test("a token limit refuses what its period has no room for, and what is refused takes none", () => {
  const requests = [past(0), past(1), past(2), past(3), past(10), past(11)];
  const impact = measureImpact({ flows: [flow([tokens(250)])], plans: [] }, requests);
  expect(impact).toMatchObject({ requests: 6, refused: 2, since: "1970-01-01T00:00:00.000Z", steps: [{ refused: 2, reason: null }] });
});

test("each subscription has its own, and a plan's callers without one have theirs together", () => {
  const requests = [past(0), past(0, { subscriptionId: "t" }), past(0, { subscriptionId: null }), past(1, { subscriptionId: null })];
  expect(measureImpact({ flows: [flow([tokens(150)])], plans: [] }, requests).refused).toBe(1);
});

test("what a plan's policy refuses, the API's never sees", () => {
  const own = [flow([step("parameters", { deniedModels: ["gpt"] })])];
  const impact = measureImpact({ flows: [flow([tokens(50)])], plans: [{ id: PLAN, flows: own }] }, [past(0), past(1)]);
  expect(impact.steps.map(({ planId, refused }) => [planId, refused])).toEqual([
    [PLAN, 2],
    [null, 0],
  ]);
});

test.each([
  ["the path", { selectors: [{ type: "HTTP", path: "/embeddings", pathOperator: "EQUALS" }] }],
  ["the kind", { selectors: [{ type: "CONDITION", condition: "{#llm.kind == 'EMBEDDINGS'}" }] }],
])("a flow takes by %s what it would have taken", (_by, selectors) => {
  const requests = [past(0), past(0, { path: "/v1/embeddings" })];
  expect(measureImpact({ flows: [flow([tokens(50)], selectors)], plans: [] }, requests).refused).toBe(1);
});

test.each([
  ["content", step("ai-prompt-guard-rails", { resourceName: "x" }), /not kept/],
  ["a condition", { ...tokens(1), condition: "{#llm.stream}" }, /expression/],
  ["a key", step("rate-limit", { rate: { limit: 1, key: "{#request.headers['a'][0]}" } }), /expression/],
  ["the calendar", step("quota", { quota: { limit: 1, resetStrategy: "CALENDAR" } }), /calendar/],
  ["what is missing", step("quota", {}), /not complete/],
])("what depends on %s is said to be beyond telling", (_what, request, reason) => {
  const impact = measureImpact({ flows: [flow([request])], plans: [] }, [past(0), past(0)]);
  expect(impact).toMatchObject({ refused: 0, steps: [{ refused: null, reason: expect.stringMatching(reason) }] });
});

test("money is limited as it was paid", () => {
  const budget = step("cost-ratelimit", { rate: { limit: 0.025, periodTimeUnit: "HOURS" } });
  expect(measureImpact({ flows: [flow([budget])], plans: [] }, [past(0), past(1), past(2), past(3)]).refused).toBe(2);
});
