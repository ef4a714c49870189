import { expect, test } from "vitest";
import { formatPercent, formatSigned } from "./format-drift.ts";

test("a difference has its sign, and none has none", () => {
  expect([12, -12, 0].map((value) => formatSigned(value, String))).toEqual(["+ 12", "− 12", "0"]);
});

test("a percentage is two decimals, and unknown where there is nothing to compare with", () => {
  expect([1.254, -0.001, -100, null].map(formatPercent)).toEqual(["+ 1.25 %", "0 %", "− 100.00 %", "–"]);
});
