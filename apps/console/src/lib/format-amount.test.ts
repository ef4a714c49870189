import { expect, test } from "vitest";
import { formatCost, formatLarge } from "./format-amount.ts";

test.each([
  [0, "0"],
  [9_870, "9,870"],
  [412_906, "412.9K"],
  [884_212_000, "884.2M"],
])("%d tokens are %s", (count, words) => {
  expect(formatLarge(count)).toBe(words);
});

test.each([
  [0, "$0.00"],
  [1902.138, "$1,902.14"],
  [0.00042, "$0.00042"],
  [0.0000000001, "$0.0000000001"],
])("%d dollars are %s: what was spent is never rounded to nothing", (usd, words) => {
  expect(formatCost(usd)).toBe(words);
});
