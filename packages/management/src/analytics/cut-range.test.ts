import { expect, test } from "vitest";
import { type Cut, cutRange, type DroppedBefore, type Part } from "./cut-range.ts";

const EVERYTHING: DroppedBefore = { rows: -Infinity, minute: -Infinity, hour: -Infinity, day: -Infinity, week: -Infinity };
const at = (text: string) => new Date(`2026-${text}Z`);
const said = (parts: readonly Part[]) =>
  parts.map(({ kind, from, to }) => `${kind} ${from.toISOString().slice(5, 23)} ${to.toISOString().slice(5, 23)}`);
const cut = (from: string, to: string, options: Partial<Cut> = {}) =>
  said(cutRange({ from: at(from), to: at(to) }, { stepMs: null, dropped: EVERYTHING, ...options }));

test("whole days in the middle, then hours, minutes and rows towards both ends", () => {
  expect(cut("11-01T22:58:30.250", "11-04T01:01:10")).toEqual([
    "rows 11-01T22:58:30.250 11-01T22:59:00.000",
    "minute 11-01T22:59:00.000 11-01T23:00:00.000",
    "hour 11-01T23:00:00.000 11-02T00:00:00.000",
    "day 11-02T00:00:00.000 11-04T00:00:00.000",
    "hour 11-04T00:00:00.000 11-04T01:00:00.000",
    "minute 11-04T01:00:00.000 11-04T01:01:00.000",
    "rows 11-04T01:01:00.000 11-04T01:01:10.000",
  ]);
});

test.each([
  ["10s", 10_000, ["rows 11-01T00:00:00.000 11-03T00:00:00.000"]],
  ["90 minutes", 5_400_000, ["minute 11-01T00:00:00.000 11-03T00:00:00.000"]],
  ["3 hours", 10_800_000, ["hour 11-01T00:00:00.000 11-03T00:00:00.000"]],
  ["3 days", 3 * 86_400_000, ["day 11-01T00:00:00.000 11-03T00:00:00.000"]],
])("steps of %s are made of what divides them", (_name, stepMs, parts) => {
  expect(cut("11-01T00:00:00", "11-03T00:00:00", { stepMs })).toEqual(parts);
});

test("a year is made of weeks, which begin where steps of seven days do", () => {
  const year = [
    "day 01-01T00:00:00.000 01-03T00:00:00.000",
    "week 01-03T00:00:00.000 12-26T00:00:00.000",
    "day 12-26T00:00:00.000 12-31T00:00:00.000",
  ];
  expect(cut("01-01T00:00:00", "12-31T00:00:00")).toEqual(year);
  expect(cut("01-01T00:00:00", "12-31T00:00:00", { stepMs: 7 * 86_400_000 })).toEqual(year);
});

test("rows stand in where minutes are gone", () => {
  const dropped = { ...EVERYTHING, minute: at("11-10T00:00:00").getTime() };
  expect(cut("11-01T10:30:00", "11-01T12:15:00", { dropped })).toEqual([
    "rows 11-01T10:30:00.000 11-01T11:00:00.000",
    "hour 11-01T11:00:00.000 11-01T12:00:00.000",
    "rows 11-01T12:00:00.000 11-01T12:15:00.000",
  ]);
});

test("where rows are gone, ranges begin and end with what is left, and neighbours stay apart", () => {
  const dropped = { ...EVERYTHING, rows: at("11-05T00:00:00").getTime(), minute: at("11-10T00:00:00").getTime() };
  expect(cut("11-03T22:40:00", "11-05T00:00:20", { dropped })).toEqual([
    "hour 11-03T22:00:00.000 11-04T00:00:00.000",
    "day 11-04T00:00:00.000 11-05T00:00:00.000",
    "rows 11-05T00:00:00.000 11-05T00:00:20.000",
  ]);
  expect(cut("11-03T20:00:00", "11-03T22:40:00", { dropped })).toEqual(["hour 11-03T20:00:00.000 11-03T22:00:00.000"]);
});

test("steps finer than what is left are given it whole", () => {
  const gone = at("11-05T00:00:00").getTime();
  const dropped = { ...EVERYTHING, rows: gone, minute: gone, hour: gone };
  expect(cut("11-03T00:00:00", "11-04T00:00:00", { dropped, stepMs: 60_000 })).toEqual(["day 11-03T00:00:00.000 11-04T00:00:00.000"]);
});

test("any range is covered once, whatever is gone", () => {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const day = 86_400_000;
  for (let round = 0; round < 2_000; round++) {
    const from = at("11-01T00:00:00").getTime() + random(3 * day);
    const to = from + 1 + random(20 * day);
    const stepMs = [null, 10_000, 60_000, 300_000, 3_600_000, day][random(6)] ?? null;
    const gone = () => at("10-30T00:00:00").getTime() + random(8) * day;
    const dropped = { rows: -Infinity, minute: gone(), hour: gone(), day: -Infinity, week: -Infinity };
    const parts = cutRange({ from: new Date(from), to: new Date(to) }, { stepMs, dropped });
    let reached = from;
    for (const part of parts) {
      expect(part.from.getTime()).toBe(reached);
      reached = part.to.getTime();
      if (part.kind !== "rows") expect(part.from.getTime()).toBeGreaterThanOrEqual(dropped[part.kind]);
    }
    expect(reached).toBe(to);
  }
});
