import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { UsageReporter } from "./reporter.ts";
import { usageRecord } from "./testing/record.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Ids of each batch that came through; `answer` may refuse one by throwing. */
function reporter(answer: (ids: readonly string[]) => void = () => {}, mostWaiting?: number) {
  const batches: string[][] = [];
  const lines: string[] = [];
  const write = (_: object, message: string) => void lines.push(message);
  const database = {
    query: async (_: string, parameters: string[]) => {
      const ids = [...(parameters[1] ?? "").matchAll(/"([^"]+)"/g)].map(([, id]) => id ?? "");
      answer(ids);
      batches.push(ids);
    },
  };
  const log = { debug: write, info: write, warn: write, error: write };
  return { usage: new UsageReporter({ database, gatewayId: "gw", log, ...(mostWaiting && { mostWaiting }) }), batches, lines };
}

const records = (count: number) => Array.from({ length: count }, (_, at) => usageRecord({ requestId: `r${at}` }));

describe("usage", () => {
  test("is written in one batch after a quarter of a second", async () => {
    const { usage, batches } = reporter();
    for (const record of records(3)) usage.record(record);
    await vi.advanceTimersByTimeAsync(249);
    expect(batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([["r0", "r1", "r2"]]);
    expect(usage.status).toEqual({ waiting: 0, written: 3, dropped: 0 });
  });

  test("is written at once when a thousand wait, a thousand at a time", async () => {
    const { usage, batches } = reporter();
    for (const record of records(2_500)) usage.record(record);
    await vi.advanceTimersByTimeAsync(0);
    expect(batches.map((batch) => batch.length)).toEqual([1000, 1000, 500]);
  });

  test("that comes while a batch is under way is written by the next", async () => {
    let release = () => {};
    const database = {
      query: () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    };
    const slow = new UsageReporter({ database, gatewayId: "gw", log: console });
    slow.record(usageRecord({ requestId: "first" }));
    await vi.advanceTimersByTimeAsync(250);
    slow.record(usageRecord({ requestId: "second" }));
    release();
    await vi.advanceTimersByTimeAsync(0);
    release();
    await vi.advanceTimersByTimeAsync(250);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(slow.status).toEqual({ waiting: 0, written: 2, dropped: 0 });
  });

  test("under load is not written in the few rows that come while a batch is written", async () => {
    const batches: number[] = [];
    const database = {
      query: async (_: string, parameters: string[]) => {
        batches.push((parameters[1] ?? "").split(",").length);
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    };
    const usage = new UsageReporter({ database, gatewayId: "gw", log: console });
    for (let ms = 0; ms < 500; ms++) {
      for (const record of records(10)) usage.record(record);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(usage.status).toEqual({ waiting: 0, written: 5_000, dropped: 0 });
    expect(batches.length).toBeLessThanOrEqual(12);
  });

  test("waits while the database is away, and none is lost", async () => {
    let isAway = true;
    const { usage, batches, lines } = reporter(() => {
      if (isAway) throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    });
    for (const record of records(5)) usage.record(record);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(usage.status).toEqual({ waiting: 5, written: 0, dropped: 0 });
    isAway = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(batches).toEqual([["r0", "r1", "r2", "r3", "r4"]]);
    expect(lines).toEqual(["usage cannot be written; it waits", "usage is written again"]);
  });

  test("beyond the bound is dropped, counted and said, but not line by line", async () => {
    const { usage, lines } = reporter(() => {
      throw new Error("away");
    }, 10);
    for (const record of records(60)) usage.record(record);
    expect(usage.status).toEqual({ waiting: 10, written: 0, dropped: 50 });
    expect(lines.filter((line) => line === "usage records were lost")).toHaveLength(2);
  });

  test("that the database refuses takes no other row with it", async () => {
    const { usage, batches } = reporter((ids) => {
      if (ids.includes("r5")) throw Object.assign(new Error("invalid input syntax"), { code: "22P02" });
    });
    for (const record of records(9)) usage.record(record);
    await vi.advanceTimersByTimeAsync(250);
    expect(batches.flat().sort()).toEqual(["r0", "r1", "r2", "r3", "r4", "r6", "r7", "r8"]);
    expect(usage.status).toEqual({ waiting: 0, written: 8, dropped: 1 });
  });

  test("is written at shutdown without waiting for the timer", async () => {
    const { usage, batches } = reporter();
    usage.record(usageRecord());
    await usage.stop();
    expect(batches).toEqual([["r1"]]);
  });

  test("holds up no shutdown when the database never answers", async () => {
    const usage = new UsageReporter({
      database: { query: () => new Promise(() => {}) },
      gatewayId: "gw",
      log: { ...console, error: () => {} },
    });
    usage.record(usageRecord());
    const stopped = usage.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    await stopped;
    expect(usage.status.dropped).toBe(1);
  });

  test("under a name as long as a prompt is kept by the name's beginning", async () => {
    let written = "";
    const database = {
      query: async (_: string, parameters: string[]) => {
        written = parameters.join();
      },
    };
    const usage = new UsageReporter({ database, gatewayId: "gw", log: console });
    usage.record(usageRecord({ modelAsked: `first${"m".repeat(1_000_000)}` }));
    await usage.stop();
    expect(written).toContain("firstmmm");
    expect(written.length).toBeLessThan(2_000);
  });
});
