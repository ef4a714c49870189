import { describe, expect, test } from "vitest";
import type { Claim, Grant, Window } from "./counter-store.ts";
import { MemoryStore } from "./memory-store.ts";

const MINUTE: Window = { type: "rolling", lengthMs: 60_000 };

function clock() {
  const time = { ms: 1_000_000, now: () => time.ms };
  return time;
}

const claim = (amount: number, limit = 100, window: Window = MINUTE): Claim => ({ key: "a", amount, limit, window });

function granted(answer: ReturnType<MemoryStore["reserve"]>): Grant {
  if (!answer.granted) throw new Error("It was refused.");
  return answer;
}

describe("a counter in memory", () => {
  test("grants what fits, and says what is left and when the rest will fit", () => {
    const time = clock();
    const store = new MemoryStore({ nowMs: time.now });
    const first = granted(store.reserve([claim(60)]));
    expect(first.standings).toEqual([{ remaining: 40, resetMs: time.ms + 60_000 }]);
    store.settle(first.lease, [60]);
    const refused = store.reserve([claim(50)]);
    expect(refused).toMatchObject({ granted: false, at: 0, standing: { remaining: 40 } });
    if (refused.granted || refused.retryAtMs === null) throw new Error("It must be refused for a while.");
    time.ms = refused.retryAtMs - 1;
    expect(store.reserve([claim(50)]).granted).toBe(false);
    time.ms++;
    expect(store.reserve([claim(50)]).granted).toBe(true);
    expect(refused.retryAtMs).toBeLessThanOrEqual(1_000_000 + 60_000 + 500);
  });

  test("says that nothing helps where more is asked than the limit", () => {
    expect(new MemoryStore().reserve([claim(101)])).toMatchObject({ granted: false, retryAtMs: null });
  });

  test("grants all of a call's claims or none", () => {
    const store = new MemoryStore();
    const answer = store.reserve([claim(10), { ...claim(30, 20), key: "b" }]);
    expect(answer).toMatchObject({ granted: false, at: 1 });
    expect(store.peek([claim(0)])).toMatchObject([{ remaining: 100 }]);
  });

  test("replaces what was set aside by the truth, once", () => {
    const store = new MemoryStore();
    const { lease } = granted(store.reserve([claim(80)]));
    store.settle(lease, [30]);
    store.settle(lease, [90]);
    expect(store.peek([claim(0)])).toMatchObject([{ remaining: 70 }]);
  });

  test("takes more than was set aside, and refuses until it has left the window", () => {
    const store = new MemoryStore();
    const { lease } = granted(store.reserve([claim(10)]));
    store.settle(lease, [150]);
    expect(store.peek([claim(0)])).toMatchObject([{ remaining: -50 }]);
    expect(store.reserve([claim(0)]).granted).toBe(false);
  });

  test("a claim of nothing needs room for one", () => {
    const store = new MemoryStore();
    const { lease } = granted(store.reserve([claim(0)]));
    store.settle(lease, [100]);
    expect(store.reserve([claim(0)]).granted).toBe(false);
  });

  test("a lease that nobody settles counts in full from when it expires, and leaves the window after it", () => {
    const time = clock();
    const store = new MemoryStore({ nowMs: time.now, leaseMs: 30_000 });
    const { lease } = granted(store.reserve([claim(100)]));
    time.ms += 60_000;
    expect(store.reserve([claim(1)]).granted).toBe(false);
    store.settle(lease, [0]);
    expect(store.reserve([claim(1)]).granted).toBe(false);
    time.ms += 30_500;
    expect(store.reserve([claim(100)]).granted).toBe(true);
  });

  test("a part of the calendar starts anew, and what was granted before it counts before it", () => {
    const store = new MemoryStore();
    const today: Window = { type: "part", startMs: 0, endMs: Number.MAX_SAFE_INTEGER };
    const other: Window = { type: "part", startMs: 1, endMs: Number.MAX_SAFE_INTEGER };
    const { lease } = granted(store.reserve([claim(100, 100, today)]));
    expect(granted(store.reserve([claim(100, 100, other)])).standings).toMatchObject([{ remaining: 0 }]);
    store.settle(lease, [40]);
    expect(store.peek([claim(0, 100, today)])).toMatchObject([{ remaining: 60 }]);
  });

  test("holds a bounded number of sums however much is counted", () => {
    const time = clock();
    const store = new MemoryStore({ nowMs: time.now });
    for (let n = 0; n < 20_000; n++, time.ms += 7) {
      const { lease } = granted(store.reserve([claim(1, 1_000_000)]));
      store.settle(lease, [1]);
    }
    expect(store.state("a:60000")?.sums.length).toBeLessThanOrEqual(122);
  });

  test("forgets counters that nobody needs, and refuses new ones beyond its bound", () => {
    const time = clock();
    const store = new MemoryStore({ nowMs: time.now, mostCounters: 2 });
    for (const key of ["a", "b"]) store.settle(granted(store.reserve([{ ...claim(1), key }])).lease, [1]);
    expect(() => store.reserve([{ ...claim(1), key: "c" }])).toThrow("more than 2 counters");
    time.ms += 61_000;
    expect(store.reserve([{ ...claim(1), key: "c" }]).granted).toBe(true);
    expect(store.names).toEqual(["c:60000"]);
    expect(store.takeChanged()).toEqual(["c:60000"]);
  });

  test("looks for room in a full house once a second, not at every stranger's call", () => {
    const time = clock();
    const store = new MemoryStore({ nowMs: time.now, mostCounters: 1 });
    const part: Window = { type: "part", startMs: time.ms, endMs: time.ms + 500 };
    store.settle(granted(store.reserve([claim(1, 100, part)])).lease, [1]);
    const asks = () => store.reserve([{ ...claim(1), key: "b" }]);
    expect(asks).toThrow("more than 1 counters");
    time.ms += 600;
    expect(asks).toThrow("more than 1 counters");
    time.ms += 500;
    expect(asks().granted).toBe(true);
  });
});
