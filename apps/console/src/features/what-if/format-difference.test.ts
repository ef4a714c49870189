import { expect, test } from "vitest";
import { formatDifference } from "./format-difference.ts";

test.each([
  ["10.0000000000", "7.5000000000", { amount: "− $2.50", percent: "25.0 % less" }],
  ["1.0000000000", "3.0000000000", { amount: "+ $2.00", percent: "200.0 % more" }],
  ["0.0000000000", "0.0042000000", { amount: "+ $0.0042", percent: "" }],
  ["1.0000000000", "1.0000000000", { amount: "no difference", percent: "" }],
])("from %s to %s is %j", (before, after, difference) => {
  expect(formatDifference(before, after)).toEqual(difference);
});
