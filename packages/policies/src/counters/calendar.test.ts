import { calendarStep, type Period } from "@sluice/definition/policies/limit-period";
import { describe, expect, test } from "vitest";
import { Calendar } from "./calendar.ts";

function partOf(period: Period, at: string, timeZone = "UTC"): readonly [string, string] {
  const step = calendarStep(period);
  if (!step) throw new Error("The calendar has no such period.");
  const { startMs, endMs } = new Calendar(step, timeZone).partAt(Date.parse(at));
  return [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
}

describe("a part of the calendar", () => {
  test.each([
    [{ time: 30, unit: "SECONDS" }, "2026-03-04T05:06:42Z", "2026-03-04T05:06:30.000Z", "2026-03-04T05:07:00.000Z"],
    [{ time: 60, unit: "MINUTES" }, "2026-03-04T05:06:42Z", "2026-03-04T05:00:00.000Z", "2026-03-04T06:00:00.000Z"],
    [{ time: 1, unit: "DAYS" }, "2026-03-04T05:06:42Z", "2026-03-04T00:00:00.000Z", "2026-03-05T00:00:00.000Z"],
    [{ time: 7, unit: "DAYS" }, "2026-03-04T05:06:42Z", "2026-03-02T00:00:00.000Z", "2026-03-09T00:00:00.000Z"],
    [{ time: 1, unit: "WEEKS" }, "2026-03-01T23:59:59Z", "2026-02-23T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
    [{ time: 30, unit: "DAYS" }, "2028-02-29T12:00:00Z", "2028-02-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
    [{ time: 3, unit: "MONTHS" }, "2026-12-31T23:59:59Z", "2026-10-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ] as const)("%j at %s", (...[period, at, start, end]) => {
    expect(partOf(period, at)).toEqual([start, end]);
  });

  test.each([
    // Days of 23 and of 25 hours.
    [{ time: 1, unit: "DAYS" }, "2026-03-29T12:00:00Z", "Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
    [{ time: 1, unit: "DAYS" }, "2026-10-25T12:00:00Z", "Europe/Berlin", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
    // The month that holds the change begins in one offset and ends in the other.
    [{ time: 1, unit: "MONTHS" }, "2026-03-15T00:00:00Z", "America/New_York", "2026-03-01T05:00:00.000Z", "2026-04-01T04:00:00.000Z"],
    // The last six hours of a day of 25 are cut off by midnight.
    [{ time: 6, unit: "HOURS" }, "2026-10-25T22:30:00Z", "Europe/Berlin", "2026-10-25T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
    // An hour begins at the half hour of UTC.
    [{ time: 1, unit: "HOURS" }, "2026-06-01T10:10:00Z", "Asia/Kolkata", "2026-06-01T09:30:00.000Z", "2026-06-01T10:30:00.000Z"],
    // Clocks skip midnight: the day begins at one.
    [{ time: 1, unit: "DAYS" }, "2024-04-26T12:00:00Z", "Africa/Cairo", "2024-04-25T22:00:00.000Z", "2024-04-26T21:00:00.000Z"],
    [{ time: 1, unit: "DAYS" }, "2018-11-04T12:00:00Z", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"],
    // A day that never was: Samoa went from the 29th to the 31st.
    [{ time: 1, unit: "DAYS" }, "2011-12-30T09:00:00Z", "Pacific/Apia", "2011-12-29T10:00:00.000Z", "2011-12-30T10:00:00.000Z"],
  ] as const)("%j at %s in %s", (...[period, at, timeZone, start, end]) => {
    expect(partOf(period, at, timeZone)).toEqual([start, end]);
  });

  test.each(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"])(
    "follows upon the one before without a gap, all year, in %s",
    (timeZone) => {
      for (const period of [
        { time: 6, unit: "HOURS" },
        { time: 1, unit: "DAYS" },
        { time: 1, unit: "WEEKS" },
      ] as const) {
        const step = calendarStep(period);
        if (!step) throw new Error("The calendar has no such period.");
        const calendar = new Calendar(step, timeZone);
        let part = calendar.partAt(Date.parse("2017-12-31T12:00:00Z"));
        while (part.endMs < Date.parse("2019-01-02T00:00:00Z")) {
          const next = calendar.partAt(part.endMs);
          expect(next.startMs).toBe(part.endMs);
          expect(next.endMs).toBeGreaterThan(next.startMs);
          part = next;
        }
      }
    },
  );

  test.each([
    { time: 7, unit: "SECONDS" },
    { time: 5, unit: "HOURS" },
    { time: 2, unit: "DAYS" },
    { time: 2, unit: "WEEKS" },
    { time: 5, unit: "MONTHS" },
  ] as const)("is not %j", (period) => {
    expect(calendarStep(period)).toBeNull();
  });
});
