import { describe, expect, test } from "vitest";
import { AsyncStore, type Told } from "./async-store.ts";
import type { Claim } from "./counter-store.ts";

const claim = (key: string, amount = 1): Claim => ({ key, amount, limit: 100, window: { type: "rolling", lengthMs: 60_000 } });

/** Adds up what is told, once for each id, and fails or forgets to answer when it is told to. */
function shared() {
  const totals = new Map<string, number>();
  const heard = new Set<string>();
  const asked: string[] = [];
  const state = { answers: true };
  return {
    asked,
    totals,
    state,
    nowMs: () => 1_000_000,
    async exchange({ key }: Pick<Claim, "key">, { id, amount }: Told) {
      asked.push(key);
      if (!heard.has(id)) totals.set(key, (totals.get(key) ?? 0) + amount);
      heard.add(id);
      if (!state.answers) throw new Error("too late");
      return [totals.get(key) ?? 0];
    },
  };
}

describe("counters that are compared", () => {
  test("are those that were asked for since, and no others", async () => {
    const others = shared();
    const store = new AsyncStore(others);
    for (let caller = 0; caller < 100; caller++) store.reserve([claim(`caller ${caller}`)], "spent");
    await store.compare();
    others.asked.length = 0;
    store.reserve([claim("caller 7")], "spent");
    await store.compare();
    await store.compare();
    expect(others.asked).toEqual(["caller 7"]);
    expect(others.totals.get("caller 7")).toBe(2);
    await store.stop();
  });

  test("are told again until it was heard, and count once", async () => {
    const others = shared();
    const store = new AsyncStore(others);
    others.state.answers = false;
    store.reserve([claim("a", 5)], "spent");
    await store.compare();
    store.reserve([claim("a", 2)], "spent");
    await store.compare();
    others.state.answers = true;
    await store.compare();
    await store.compare();
    expect(others.totals.get("a")).toBe(7);
    expect(store.peek([claim("a", 0)])).toMatchObject([{ remaining: 93 }]);
    await store.stop();
  });

  test("know what others have used after the next comparison, and count their own once", async () => {
    const others = shared();
    const store = new AsyncStore(others);
    store.reserve([claim("a", 10)], "spent");
    others.totals.set("a", 60);
    await store.compare();
    expect(store.peek([claim("a", 0)])).toMatchObject([{ remaining: 30 }]);
    await store.stop();
  });
});
