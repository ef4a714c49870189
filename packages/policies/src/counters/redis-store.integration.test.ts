import { setTimeout as sleep } from "node:timers/promises";
import { findRedis, startRedis, type TestRedis } from "@sluice/testkit/redis";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { AsyncStore } from "./async-store.ts";
import type { Claim, Grant, Refusal, Window } from "./counter-store.ts";
import { RedisStore } from "./redis-store.ts";
import { StoreFailure } from "./store-failure.ts";

const HALF_SECOND: Window = { type: "rolling", lengthMs: 500 };

function granted(answer: Grant | Refusal): Grant {
  if (!answer.granted) throw new Error("It was refused.");
  return answer;
}

describe.skipIf(findRedis() === null)("counters in Redis (skipped where there is no redis-server)", () => {
  let redis: TestRedis;
  const stores: { stop(): Promise<void> }[] = [];
  const states: (string | null)[] = [];
  let keys = 0;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.stop();
  });

  async function store(leaseMs = 30_000): Promise<RedisStore> {
    const made = new RedisStore({ url: redis.url, leaseMs, onState: (state) => states.push(state) });
    stores.push(made);
    await connected(made);
    return made;
  }

  async function connected(made: RedisStore): Promise<void> {
    for (let waited = 0; waited < 300; waited++) {
      const ok = await made.peek([claim(0, { key: "ping" })]).then(
        () => true,
        () => false,
      );
      if (ok) return;
      await sleep(20);
    }
    throw new Error("Redis does not answer.");
  }

  const claim = (amount: number, change: Partial<Claim> = {}): Claim => ({
    key: `k${keys}`,
    amount,
    limit: 100,
    window: HALF_SECOND,
    ...change,
  });

  test("grants, settles once, refuses with what is left and when it fits", async () => {
    keys++;
    const one = await store();
    const { lease, standings } = granted(await one.reserve([claim(80)]));
    expect(standings).toMatchObject([{ remaining: 20 }]);
    expect(await one.reserve([claim(30)])).toMatchObject({ granted: false, at: 0, standing: { remaining: 20 } });
    one.settle(lease, [50]);
    one.settle(lease, [10]);
    expect(await one.peek([claim(0)])).toMatchObject([{ remaining: 50 }]);
    const refused = await one.reserve([claim(60)]);
    if (refused.granted || refused.retryAtMs === null) throw new Error("It must be refused for a while.");
    await sleep(Math.max(0, refused.retryAtMs - one.nowMs() + 5));
    expect((await one.reserve([claim(60)])).granted).toBe(true);
    expect(await one.reserve([claim(101)])).toMatchObject({ granted: false, retryAtMs: null });
  });

  test("keeps large amounts whole: a budget in billionths of a dollar", async () => {
    keys++;
    const one = await store();
    const large = { limit: 9_000_000_000_000_000 };
    const { lease } = granted(await one.reserve([claim(8_999_999_999_999_000, large)]));
    one.settle(lease, [1_234_567_890_123_457]);
    expect(await one.peek([claim(0, large)])).toMatchObject([{ remaining: 9_000_000_000_000_000 - 1_234_567_890_123_457 }]);
  });

  test("grants all of a call's claims or none, and loses nothing that was freed on the way", async () => {
    keys++;
    const one = await store();
    const { lease } = granted(await one.reserve([claim(90)]));
    one.settle(lease, [90]);
    await sleep(520);
    expect(await one.reserve([claim(10), claim(30, { key: "other", limit: 20 })])).toMatchObject({ granted: false, at: 1 });
    expect(await one.peek([claim(0)])).toMatchObject([{ remaining: 100 }]);
  });

  test("a lease that is not renewed counts in full from when it expires; one that is held lives on", async () => {
    keys++;
    const dead = await store(200);
    granted(await dead.reserve([claim(100)]));
    await stores.pop()?.stop();
    const one = await store(200);
    const kept = granted(await one.reserve([claim(60, { key: "kept" })]));
    await sleep(400);
    expect((await one.reserve([claim(1)])).granted).toBe(false);
    await sleep(400);
    expect((await one.reserve([claim(100)])).granted).toBe(true);
    one.settle(kept.lease, [0]);
    expect(await one.peek([claim(0, { key: "kept" })])).toMatchObject([{ remaining: 100 }]);
  });

  test("slots are free again a lease after their gateway died", async () => {
    const slot = claim(1, { key: "slots", limit: 1, window: { type: "rolling", lengthMs: 0 } });
    const dead = await store(200);
    granted(await dead.reserve([slot]));
    const one = await store(200);
    expect((await one.reserve([slot])).granted).toBe(false);
    await stores.shift()?.stop();
    await sleep(250);
    const { lease } = granted(await one.reserve([slot]));
    one.settle(lease, [0]);
    expect((await one.reserve([slot])).granted).toBe(true);
  });

  test("a part of the calendar is counted by itself and goes by itself", async () => {
    keys++;
    const one = await store();
    const part: Window = { type: "part", startMs: one.nowMs(), endMs: one.nowMs() + 60_000 };
    const { lease } = granted(await one.reserve([claim(100, { window: part })]));
    one.settle(lease, [40]);
    expect(await one.peek([claim(0, { window: part })])).toMatchObject([{ remaining: 60, resetMs: part.endMs }]);
    expect(await one.reserve([claim(70, { window: part })])).toMatchObject({ granted: false, retryAtMs: part.endMs });
  });

  test("fails at once while Redis is away, forgets nothing, and settles afterwards what ended meanwhile", async () => {
    keys++;
    const one = await store();
    const long = { window: { type: "rolling", lengthMs: 60_000 } } as const;
    const { lease } = granted(await one.reserve([claim(90, long)]));
    await redis.kill();
    const began = performance.now();
    await expect(one.reserve([claim(1, long)])).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1_500);
    one.settle(lease, [30]);
    await redis.start();
    await connected(one);
    await sleep(50);
    expect(await one.peek([claim(0, long)])).toMatchObject([{ remaining: 70 }]);
    expect(states.at(-1)).toBeNull();
  });

  test("keeps the keys of one script together: marks have the braces of their counters", async () => {
    const one = await store();
    const key = "{api:consumer}:step:total";
    await one.exchange(claim(0, { key }), { id: "told-once", amount: 5 });
    const client = new Redis(redis.url);
    const marks = await client.keys("sluice:told:*told-once");
    await client.quit();
    expect(marks).toEqual(["sluice:told:{api:consumer}:told-once"]);
  });

  test("counts once what it was told and answered too late, and what is told again then", async () => {
    keys++;
    const one = await store(900);
    const long = { window: { type: "rolling", lengthMs: 60_000 } } as const;
    const other = { key: `exchanged${keys}`, window: long.window };
    const admin = new Redis(redis.url);
    await admin.client("PAUSE", "2500", "ALL");
    const told = { id: `told${keys}`, amount: 3 };
    const exchanged = expect(one.exchange(other, told)).rejects.toThrow();
    const failure = await Promise.resolve(one.reserve([claim(10, long)])).catch((error: unknown) => error);
    if (!(failure instanceof StoreFailure) || failure.lease === null)
      throw new Error("It must be nobody's knowledge whether it was granted.");
    one.settle(failure.lease, [7]);
    await exchanged;
    await connected(one);
    // Long enough for what waits to be told again.
    await sleep(700);
    expect(await one.peek([claim(0, long)])).toMatchObject([{ remaining: 93 }]);
    expect(await one.exchange(other, told)).toMatchObject([3, expect.any(Number)]);
    expect(await one.exchange(other, { id: `next${keys}`, amount: 2 })).toMatchObject([5, expect.any(Number)]);
    admin.disconnect();
  });

  test("gateways that count by themselves learn of each other", async () => {
    keys++;
    const long = { window: { type: "rolling", lengthMs: 60_000 } } as const;
    const [first, second] = [new AsyncStore(await store()), new AsyncStore(await store())];
    first.settle(granted(first.reserve([claim(70, long)])).lease, [70]);
    second.settle(granted(second.reserve([claim(10, long)])).lease, [10]);
    await first.compare();
    await second.compare();
    expect(second.reserve([claim(30, long)])).toMatchObject({ granted: false, standing: { remaining: 20 } });
    // Nobody asked the first one since: it learns after the next call.
    expect(first.peek([claim(0, long)])).toMatchObject([{ remaining: 30 }]);
    await first.compare();
    expect(first.peek([claim(0, long)])).toMatchObject([{ remaining: 20 }]);
    await first.stop();
    await second.stop();
  });
});
