import { expect, test } from "vitest";
import type { BillLine } from "./bill-line.ts";
import { driftOf } from "./drift.ts";

const line = (rest: Partial<BillLine>): BillLine => ({
  day: "2026-11-02",
  model: "gpt-5-mini",
  requests: null,
  inputTokens: null,
  outputTokens: null,
  cost: null,
  ...rest,
});
const theirs = line({ model: "gpt-5-mini-2025-08-07", inputTokens: 1_000, outputTokens: 200, cost: "1.0000000000" });

test("the same model under two names is one row, with what lies between in numbers and percent", () => {
  const ours = line({ inputTokens: 990, outputTokens: 210, cost: "0.9900000000" });
  expect(driftOf({ theirs: [theirs], ours: [ours], tolerance: 1 }).rows).toEqual([
    {
      day: "2026-11-02",
      model: "gpt-5-mini-2025-08-07",
      ours: { requests: null, inputTokens: 990, outputTokens: 210, cost: "0.9900000000" },
      theirs: { requests: null, inputTokens: 1_000, outputTokens: 200, cost: "1.0000000000" },
      inputTokens: { difference: -10, percent: -1 },
      outputTokens: { difference: 10, percent: 5 },
      cost: { difference: "-0.0100000000", percent: -1 },
      verdict: "differs",
    },
  ]);
});

test("what is within the tolerance agrees, and what only one side says is not compared", () => {
  const verdict = (ours: BillLine, tolerance: number) => driftOf({ theirs: [theirs], ours: [ours], tolerance }).rows[0]?.verdict;
  expect(verdict(line({ inputTokens: 990, outputTokens: 198, cost: "1.01" }), 1)).toBe("agrees");
  expect(verdict(line({ inputTokens: 990 }), 0.9)).toBe("differs");
  expect(verdict(line({ requests: 3 }), 0)).toBe("agrees");
});

test("a day or a model that one side lacks is said, and is in that side's total", () => {
  const lost = line({ day: "2026-11-03", inputTokens: 5, cost: "0.0000000001" });
  const { rows, totals } = driftOf({ theirs: [theirs], ours: [lost], tolerance: 1 });
  expect(rows.map(({ day, verdict }) => [day, verdict])).toEqual([
    ["2026-11-02", "missing_ours"],
    ["2026-11-03", "missing_theirs"],
  ]);
  expect(totals.ours?.inputTokens).toBe(5);
  expect(totals.cost).toEqual({ difference: "-0.9999999999", percent: expect.closeTo(-99.99999999, 5) });
});

test("two versions of a model on one day are one row", () => {
  const other = { ...theirs, model: "gpt-5-mini-2026-01-01" };
  const { rows } = driftOf({ theirs: [theirs, other], ours: [line({ inputTokens: 2_000 })], tolerance: 0 });
  expect(rows).toMatchObject([{ theirs: { inputTokens: 2_000, cost: "2.0000000000" }, inputTokens: { difference: 0, percent: 0 } }]);
});

test("anything against nothing differs, by no percentage", () => {
  const none = line({ inputTokens: 0 });
  expect(driftOf({ theirs: [none], ours: [line({ inputTokens: 3 })], tolerance: 100 }).rows).toMatchObject([
    { inputTokens: { difference: 3, percent: null }, verdict: "differs" },
  ]);
  expect(driftOf({ theirs: [none], ours: [none], tolerance: 0 }).rows[0]?.verdict).toBe("agrees");
});
