import { expect, test } from "vitest";
import { percentileOf, readHistogram } from "./histogram.ts";

test("a number's digits are counts, twelve a bin, lowest last", () => {
  expect(readHistogram("0")).toEqual([0]);
  expect(readHistogram("7000000000000")).toEqual([0, 7]);
  expect(readHistogram(`3${"999999999999"}000000000001`)).toEqual([1, 999_999_999_999, 3]);
});

test("no values have no percentile", () => {
  expect(percentileOf(readHistogram("0"), 0.5)).toBeNull();
});

/** The bin of a value, as the database finds it. */
const binOf = (value: number) => Math.min(191, Math.max(0, 16 + Math.floor(8 * Math.log2(Math.max(value, 0.25)))));

test("percentiles are within 4.5 % of those of the values themselves", () => {
  for (const count of [1, 2, 3, 10, 1_000]) {
    const values = Array.from({ length: count }, (_, at) => 0.3 + ((at * 7_919) % 1_000) ** 2.2);
    const histogram = Array.from({ length: 192 }, () => 0);
    for (const value of values) histogram[binOf(value)] = (histogram[binOf(value)] ?? 0) + 1;
    const sorted = values.toSorted((a, b) => a - b);
    for (const share of [0, 0.5, 0.95, 0.99, 1]) {
      const rank = share * (count - 1);
      const [lower, upper] = [sorted[Math.floor(rank)] ?? Number.NaN, sorted[Math.ceil(rank)] ?? Number.NaN];
      const exact = lower + (upper - lower) * (rank - Math.floor(rank));
      expect(Math.abs((percentileOf(histogram, share) ?? Number.NaN) / exact - 1)).toBeLessThan(0.045);
    }
  }
});
