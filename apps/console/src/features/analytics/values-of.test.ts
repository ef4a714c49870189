import type { UsageRow } from "@sluice/definition/analytics";
import { expect, test } from "vitest";
import { mostFirst, sumOf, valuesOf } from "./values-of.ts";

const row = (fields: Partial<UsageRow>) => fields as UsageRow;

test("a step without a request is a gap, and so is what nobody counted", () => {
  const at = (hour: number) => Date.UTC(2026, 10, 28, hour);
  const rows = [
    row({ timestamp: "2026-11-28T01:00:00.000Z", totalTokens: 0 }),
    row({ timestamp: "2026-11-28T02:00:00.000Z", totalTokens: null }),
    row({ timestamp: "2026-11-28T03:00:00.000Z", totalTokens: 7 }),
  ];
  expect(valuesOf([at(0), at(1), at(2), at(3)], rows, ({ totalTokens }) => totalTokens)).toEqual([null, 0, null, 7]);
  expect([sumOf([null, 0, 7]), sumOf([null])]).toEqual([7, null]);
});

test("what costs most comes first, what has no price last", () => {
  const rows = [
    row({ model: "a", cost: null, requests: 9 }),
    row({ model: "b", cost: 0, requests: 1 }),
    row({ model: "c", cost: 2, requests: 1 }),
  ];
  expect(mostFirst(rows, ({ cost }) => cost).map(({ model }) => model)).toEqual(["c", "b", "a"]);
});
