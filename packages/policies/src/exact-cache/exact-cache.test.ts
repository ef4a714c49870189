import { aiExactCacheSchema } from "@sluice/definition/policies/ai-exact-cache";
import { describe, expect, test } from "vitest";
import type { Policy } from "../policy.ts";
import { PolicyProblem } from "../policy-problem.ts";
import type { Reply } from "../reply.ts";
import { testContext } from "../testing/test-context.ts";
import { testSources } from "../testing/test-sources.ts";
import { createExactCache } from "./create.ts";

const IDENTITY = { apiId: "api", planId: null, step: "Cache", slot: "0.0" };
const ANSWER: Reply = { type: "reply", status: 200, contentType: "application/json", body: Buffer.from('{"id":"1"}') };
const BODY = { model: "gpt", temperature: 0, messages: [{ role: "user", content: "Hello." }] };
type Sketch = NonNullable<Parameters<typeof testContext>[0]>;

function cache(configuration: object = {}, sources = testSources()): Policy {
  const policy = createExactCache(aiExactCacheSchema.parse(configuration), { identity: IDENTITY, phase: "request", sources });
  if (policy instanceof PolicyProblem) throw new Error(policy.message);
  return policy;
}

/** Asks, and lets the provider answer where the cache does not. */
async function ask(policy: Policy, sketch: Sketch = {}, answer: Reply | null = ANSWER) {
  const context = testContext({ subscriptionId: "one", body: BODY, ...sketch });
  const verdict = await policy.onRequest?.(context);
  if (verdict === null && answer !== null) policy.onAnswered?.(context, answer);
  return { hit: verdict !== null, verdict, context };
}

describe("the same call", () => {
  test("of the same subscription is answered again, with its age, and told in the log", async () => {
    let nowMs = 0;
    const policy = cache({}, testSources({ nowMs: () => nowMs }));
    expect((await ask(policy)).context.returned.get("x-cache")).toBe("MISS");
    nowMs = 90_000;
    const { verdict, context } = await ask(policy, { nowMs });
    expect(verdict).toEqual(ANSWER);
    expect([context.returned.get("x-cache"), context.returned.get("age")]).toEqual(["HIT", "90"]);
    expect(context.decisions).toEqual([
      { policy: "ai-exact-cache", step: "Cache", action: "answered", detail: "the same call, 90 s old, tokens not known" },
    ]);
  });

  test("may be written otherwise: keys in another order, another user", async () => {
    const policy = cache();
    await ask(policy);
    expect(
      (await ask(policy, { body: { user: "x", messages: [{ content: "Hello.", role: "user" }], temperature: 0, model: "gpt" } })).hit,
    ).toBe(true);
  });

  test("is asked again when the answer is too old", async () => {
    let nowMs = 0;
    const policy = cache({ timeToLive: 10, timeToLiveUnit: "SECONDS" }, testSources({ nowMs: () => nowMs }));
    await ask(policy);
    nowMs = 9_999;
    expect((await ask(policy)).hit).toBe(true);
    nowMs = 10_000;
    expect((await ask(policy)).hit).toBe(false);
  });
});

describe("no answer is given", () => {
  test.each<[string, Sketch]>([
    ["to another subscription", { subscriptionId: "two" }],
    ["to a call of another model", { model: "gpt-4o" }],
    ["to a stream for a whole answer", { stream: true }],
    ["to another message", { body: { ...BODY, messages: [{ role: "user", content: "Hello!" }] } }],
    ["to other parameters", { body: { ...BODY, temperature: 1 } }],
    ["to other tools", { body: { ...BODY, tools: [{ type: "function" }] } }],
    ["by another API's path", { kind: "responses" }],
  ])("%s", async (_what, sketch) => {
    const policy = cache();
    await ask(policy);
    expect((await ask(policy, sketch)).hit).toBe(false);
  });

  test("to a call that reads alike only by what policies have put in: placeholders stand for others each time", async () => {
    const policy = cache();
    const asking = async (name: string) => {
      const messages = [{ role: "user", content: `I am ${name}.` }];
      const context = testContext({ subscriptionId: "one", body: { ...BODY, messages } });
      context.call.setParameter("messages", [{ role: "user", content: "I am <PERSON_1>." }]);
      const verdict = await policy.onRequest?.(context);
      if (verdict === null) policy.onAnswered?.(context, ANSWER);
      return verdict !== null;
    };
    expect([await asking("Ada"), await asking("Bo"), await asking("Ada")]).toEqual([false, false, true]);
  });

  test("to a call whose messages cannot be read", async () => {
    const policy = cache();
    const unread = { body: { ...BODY, messages: undefined } };
    expect([(await ask(policy, unread)).hit, (await ask(policy, unread)).hit]).toEqual([false, false]);
  });

  test("to callers without a subscription, unless they were said to share", async () => {
    const strict = cache();
    await ask(strict, { subscriptionId: null });
    expect((await ask(strict, { subscriptionId: null })).hit).toBe(false);
    const shared = cache({ keyless: true });
    await ask(shared, { subscriptionId: null });
    expect((await ask(shared, { subscriptionId: null })).hit).toBe(true);
  });

  test("that other policies have let through", async () => {
    const sources = testSources();
    await ask(cache({}, sources));
    expect((await ask(cache({}, { ...sources, policies: "others" }))).hit).toBe(false);
    expect((await ask(cache({}, sources))).hit).toBe(true);
  });

  test("that failed", async () => {
    const policy = cache();
    await ask(policy, {}, { ...ANSWER, status: 206 });
    expect((await ask(policy)).hit).toBe(false);
  });

  test("to calls that differ in what an expression says", async () => {
    const policy = cache({ parameters: [{ key: "team", value: "{#request.headers['x-team'][0]}" }] });
    await ask(policy, { headers: { "x-team": "blue" } });
    expect((await ask(policy, { headers: { "x-team": "red" } })).hit).toBe(false);
    expect((await ask(policy, { headers: { "x-team": "blue" } })).hit).toBe(true);
  });
});
