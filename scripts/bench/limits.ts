// What a limit costs: `node scripts/bench/limits.ts` prints microseconds of CPU or waiting for each reserve with its settlement, in memory
// and in Redis (where there is a redis-server), and for a whole token limit around a call.
import { tokenRatelimitSchema } from "../../packages/definition/src/policies/token-ratelimit.ts";
import type { Claim, CounterStore } from "../../packages/policies/src/counters/counter-store.ts";
import { MemoryStore } from "../../packages/policies/src/counters/memory-store.ts";
import { RedisStore } from "../../packages/policies/src/counters/redis-store.ts";
import { createPolicy } from "../../packages/policies/src/registry.ts";
import { testContext } from "../../packages/policies/src/testing/test-context.ts";
import { testSources } from "../../packages/policies/src/testing/test-sources.ts";
import { findRedis, startRedis } from "../../packages/testkit/src/redis.ts";
import { NO_USAGE } from "../../packages/wire/src/usage.ts";
import { median } from "./median.ts";

const ROUNDS = 7;
const IN_MEMORY = 100_000;
const IN_REDIS = 3_000;
const AT_ONCE = 64;

const claim = (nth: number): Claim => ({
  key: `k${nth % 1_000}`,
  amount: 50,
  limit: 1_000_000_000,
  window: { type: "rolling", lengthMs: 60_000 },
});

async function microsOf(times: number, run: (times: number) => void | Promise<void>): Promise<string> {
  const rounds: number[] = [];
  // The first two warm up.
  for (let round = -2; round < ROUNDS; round += 1) {
    const beganMs = performance.now();
    await run(times);
    if (round >= 0) rounds.push(((performance.now() - beganMs) * 1_000) / times);
  }
  return median(rounds).toFixed(2);
}

function inMemory(store: MemoryStore): (times: number) => void {
  return (times) => {
    for (let nth = 0; nth < times; nth++) {
      const answer = store.reserve([claim(nth)]);
      if (answer.granted) store.settle(answer.lease, [30]);
    }
  };
}

function inStore(store: CounterStore, atOnce: number): (times: number) => Promise<void> {
  return async (times) => {
    let nth = 0;
    const one = async (): Promise<void> => {
      while (nth++ < times) {
        const answer = await store.reserve([claim(nth)]);
        if (answer.granted) store.settle(answer.lease, [30]);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
  };
}

function wholePolicy(): (times: number) => void {
  const configuration = tokenRatelimitSchema.parse({
    addHeaders: true,
    rate: { limit: 1_000_000_000, periodTime: 1, periodTimeUnit: "MINUTES" },
  });
  const identity = { apiId: "bench", planId: null, step: "Limit", slot: "0" };
  const policy = createPolicy("token-ratelimit", configuration, { identity, phase: "request", sources: testSources() });
  if (!("onRequest" in policy)) throw new Error("The policy was not built.");
  const outcome = { status: 200, errorCode: null, costUsd: null, modelSent: "gpt", asked: true };
  const usage = { ...NO_USAGE, input: 20, output: 30, provenance: "reported" } as const;
  return (times) => {
    for (let nth = 0; nth < times; nth++) {
      const context = testContext({ subscriptionId: `s${nth % 1_000}` });
      policy.onRequest?.(context);
      policy.onSettled?.(context, { ...outcome, usage });
    }
  };
}

console.log(`${await microsOf(IN_MEMORY, inMemory(new MemoryStore()))} µs a reserve and settle in memory`);
console.log(`${await microsOf(IN_MEMORY / 10, wholePolicy())} µs a call through a whole token limit, its test's own context included`);
if (findRedis() === null) console.log("There is no redis-server: Redis was not measured.");
else {
  const redis = await startRedis();
  const store = new RedisStore({ url: redis.url, onState: () => {} });
  for (let tries = 0; tries < 100; tries++) {
    const answers = await store.peek([claim(0)]).then(
      () => true,
      () => false,
    );
    if (answers) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(`${await microsOf(IN_REDIS, inStore(store, 1))} µs a reserve in Redis, one caller, settlements behind it`);
  console.log(`${await microsOf(IN_REDIS, inStore(store, AT_ONCE))} µs a reserve in Redis, ${AT_ONCE} callers at once`);
  await store.stop();
  await redis.close();
}
