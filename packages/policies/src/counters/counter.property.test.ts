import { describe, expect, test } from "vitest";
import type { Claim, CounterStore, Lease, Window } from "./counter-store.ts";
import { MemoryStore } from "./memory-store.ts";

/** Deterministic: a failure names its seed. */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

interface Spent {
  readonly amount: number;
  readonly atMs: number;
}

interface Running {
  readonly lease: Lease;
  readonly amount: number;
  /** The provider counts at some moment while the call runs. */
  readonly countedMs: number;
  readonly endsMs: number;
  readonly end: "settled" | "refused" | "forgotten" | "twice";
}

const LEASE_MS = 20_000;
const LIMIT = 1_000;

/** Random calls on one counter, with crashes of the process between them; says what the provider has counted, and when. */
function simulate(seed: number, lengthMs: number): readonly Spent[] {
  const random = randomBy(seed);
  const time = { ms: 5_000_000 };
  const window: Window = { type: "rolling", lengthMs };
  let store = new MemoryStore({ nowMs: () => time.ms, leaseMs: LEASE_MS });
  const spent: Spent[] = [];
  let running: Running[] = [];
  for (let step = 0; step < 600; step++) {
    time.ms += Math.floor(random() * (lengthMs / 20));
    const ended = running.filter(({ endsMs }) => endsMs <= time.ms);
    running = running.filter(({ endsMs }) => endsMs > time.ms);
    for (const call of ended) spent.push(...end(store, call, random));
    if (random() < 0.02) {
      const crashed = store;
      store = new MemoryStore({ nowMs: () => time.ms, leaseMs: LEASE_MS });
      for (const name of crashed.names) {
        const state = crashed.state(name);
        if (state) store.restore(name, JSON.parse(JSON.stringify(state)));
      }
      // Whatever the provider has done for calls under way, it has done by now.
      for (const call of running) spent.push({ amount: call.amount, atMs: Math.min(call.countedMs, time.ms) });
      running = [];
    }
    const claim: Claim = { key: "k", amount: 1 + Math.floor(random() * 300), limit: LIMIT, window };
    const answer = store.reserve([claim]);
    if (!answer.granted) continue;
    const lasts = Math.floor(random() * LEASE_MS * 0.9);
    const dice = random();
    running.push({
      lease: answer.lease,
      amount: claim.amount,
      countedMs: time.ms + Math.floor(random() * lasts),
      endsMs: time.ms + lasts,
      end: dice < 0.6 ? "settled" : dice < 0.75 ? "refused" : dice < 0.9 ? "twice" : "forgotten",
    });
  }
  return spent;
}

/** Says what the provider has counted. */
function end(store: CounterStore, call: Running, random: () => number): readonly Spent[] {
  if (call.end === "refused") {
    store.settle(call.lease, [0]);
    return [];
  }
  if (call.end === "forgotten") return [{ amount: call.amount, atMs: call.countedMs }];
  const actual = Math.floor(random() * (call.amount + 1));
  store.settle(call.lease, [actual]);
  if (call.end === "twice") store.settle(call.lease, [actual]);
  return [{ amount: actual, atMs: call.countedMs }];
}

function mostInAnyWindow(spent: readonly Spent[], lengthMs: number): number {
  const sorted = [...spent].sort((a, b) => a.atMs - b.atMs);
  let most = 0;
  for (const [at, { atMs }] of sorted.entries()) {
    let sum = 0;
    for (let next = at; next < sorted.length && (sorted[next]?.atMs ?? 0) < atMs + lengthMs; next++) sum += sorted[next]?.amount ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}

describe("a rolling limit under random calls, crashes and failures", () => {
  test.each([1_000, 10_000, 60_000, 3_600_000])("no window of %d ms, wherever it begins, holds more than the limit", (lengthMs) => {
    for (let seed = 1; seed <= 60; seed++) {
      const most = mostInAnyWindow(simulate(seed, lengthMs), lengthMs);
      expect(most, `seed ${seed}`).toBeLessThanOrEqual(LIMIT);
      expect(most, `seed ${seed}: the limit is used`).toBeGreaterThan(LIMIT / 3);
    }
  });

  test("is as new once all has been settled and a window has passed, whatever happened", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomBy(seed);
      const time = { ms: 0 };
      const store = new MemoryStore({ nowMs: () => time.ms, leaseMs: LEASE_MS });
      const claim: Claim = { key: "k", amount: 100, limit: LIMIT, window: { type: "rolling", lengthMs: 10_000 } };
      for (let n = 0; n < 200; n++) {
        time.ms += Math.floor(random() * 500);
        const answer = store.reserve([claim]);
        if (answer.granted && random() < 0.7) store.settle(answer.lease, [Math.floor(random() * 300)]);
      }
      time.ms += LEASE_MS + 10_100;
      expect(store.peek([claim]), `seed ${seed}`).toMatchObject([{ remaining: LIMIT }]);
    }
  });
});
