import { expect, test } from "vitest";
import { durationChange, pointChange, relativeChange } from "./change.ts";

test("without a period before there is no change, which is not a change of 100 %", () => {
  expect([relativeChange(5, 0), relativeChange(5, null), relativeChange(null, 5), pointChange(0.1, null, "less")]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("is told in hundredths, rates in points, durations in time", () => {
  expect(relativeChange(108.2, 100)).toEqual({ direction: "up", text: "8.2 %", tone: "muted" });
  expect(pointChange(0.02, 0.01, "less")).toEqual({ direction: "up", text: "1.00 pt", tone: "danger" });
  expect(durationChange(200, 420)).toEqual({ direction: "down", text: "220 ms", tone: "ok" });
  expect(relativeChange(45_423, 1)).toEqual({ direction: "up", text: "over 999 %", tone: "muted" });
  expect(relativeChange(100, 100)).toMatchObject({ direction: "same" });
});
