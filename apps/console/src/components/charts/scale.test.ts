import { expect, test } from "vitest";
import { scaleTop, stepOf, stepsOf } from "./scale.ts";

test.each([
  [0, 1],
  [1, 1],
  [3, 3],
  [42, 60],
  [60, 60],
  [61, 80],
  [1_234_567, 2_000_000],
  [0.0021, 0.003],
])("%d fits under %d", (largest, top) => {
  expect(scaleTop(largest)).toBeCloseTo(top, 9);
});

test("a range has at most sixty steps, whatever its length", () => {
  for (const hours of [0.25, 1, 24, 24 * 7, 24 * 30, 24 * 366]) {
    const lengthMs = hours * 3_600_000;
    expect(lengthMs / stepOf(lengthMs).stepMs, `${hours} h`).toBeLessThanOrEqual(60);
  }
  expect([stepOf(3_600_000).interval, stepOf(86_400_000).interval, stepOf(30 * 86_400_000).interval]).toEqual(["1m", "30m", "1d"]);
});

test("steps begin where the management API's do, the first one before the range", () => {
  const range = { fromMs: Date.parse("2026-11-28T08:17:00Z"), toMs: Date.parse("2026-11-28T10:00:00Z") };
  expect(stepsOf(range, 3_600_000).map((ms) => new Date(ms).toISOString())).toEqual([
    "2026-11-28T08:00:00.000Z",
    "2026-11-28T09:00:00.000Z",
  ]);
  expect(stepsOf(range, 7 * 86_400_000)).toEqual([Date.parse("2026-11-28T00:00:00Z")]);
});
