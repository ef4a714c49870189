import type { UsageRow } from "@sluice/definition/analytics";
import { expect, test } from "vitest";
import { daysUntil, everyDay } from "./usage-days.ts";

test("seven days end with today, and are whole", () => {
  expect(daysUntil(Date.parse("2026-11-28T23:59:59Z"), 7)).toEqual({ from: "2026-11-22T00:00:00.000Z", to: "2026-11-29T00:00:00.000Z" });
});

test("a day without a request is there, without a row", () => {
  const row = { timestamp: "2026-11-27T00:00:00.000Z", requests: 3 } as UsageRow;
  expect(everyDay([row], daysUntil(Date.parse("2026-11-28T01:00:00Z"), 3))).toEqual([
    { timestamp: "2026-11-26T00:00:00.000Z", row: null },
    { timestamp: "2026-11-27T00:00:00.000Z", row },
    { timestamp: "2026-11-28T00:00:00.000Z", row: null },
  ]);
});
