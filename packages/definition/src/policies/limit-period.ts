/** What a limit's period is counted in. */
export const PERIOD_UNITS = ["SECONDS", "MINUTES", "HOURS", "DAYS", "WEEKS", "MONTHS"] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

export interface Period {
  readonly time: number;
  readonly unit: PeriodUnit;
}

/** Parts of the calendar that a limit may start anew with. Steps below a day begin at midnight, weeks on Monday, months in January. */
export type CalendarStep =
  | { readonly of: "hours"; readonly stepMs: number }
  | { readonly of: "day" }
  | { readonly of: "week" }
  | { readonly of: "months"; readonly months: number };

const SECOND_MS = 1_000;
const DAY_MS = 86_400 * SECOND_MS;
const DAYS_OF_A_MONTH = 30;
const UNIT_MS = {
  SECONDS: SECOND_MS,
  MINUTES: 60 * SECOND_MS,
  HOURS: 3_600 * SECOND_MS,
  DAYS: DAY_MS,
  WEEKS: 7 * DAY_MS,
  // A rolling month has no calendar: thirty days, as in Gravitee.
  MONTHS: DAYS_OF_A_MONTH * DAY_MS,
} as const satisfies Record<PeriodUnit, number>;

export function periodMs({ time, unit }: Period): number {
  return time * UNIT_MS[unit];
}

/**
 * Which part of the calendar a period is, by its length as in Gravitee (60 minutes are an hour, 7 days a week, 30 days a month), or null
 * where it is none. Parts of a day are those that divide it.
 */
export function calendarStep(period: Period): CalendarStep | null {
  if (period.unit === "MONTHS") return 12 % period.time === 0 ? { of: "months", months: period.time } : null;
  const lengthMs = periodMs(period);
  if (lengthMs < DAY_MS) return DAY_MS % lengthMs === 0 ? { of: "hours", stepMs: lengthMs } : null;
  if (lengthMs === DAY_MS) return { of: "day" };
  if (lengthMs === UNIT_MS.WEEKS) return { of: "week" };
  return lengthMs === UNIT_MS.MONTHS ? { of: "months", months: 1 } : null;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
