import type { CalendarStep } from "@sluice/definition/policies/limit-period";
import type { Window } from "./counter-store.ts";

type Part = Extract<Window, { readonly type: "part" }>;

/** The part of the calendar that holds a moment, in a time zone. Kept until it is over: `Intl` is asked once a part. */
export class Calendar {
  readonly #step: CalendarStep;
  readonly #zone: Zone;
  #current: Part | null = null;

  constructor(step: CalendarStep, timeZone: string) {
    this.#step = step;
    this.#zone = new Zone(timeZone);
  }

  partAt(ms: number): Part {
    const { startMs, endMs } = this.#current ?? { startMs: 0, endMs: 0 };
    if (this.#current === null || ms < startMs || ms >= endMs) this.#current = { type: "part", ...this.#find(ms) };
    return this.#current;
  }

  #find(ms: number): { readonly startMs: number; readonly endMs: number } {
    const { year, month, day } = this.#zone.dateAt(ms);
    const begin = (monthOf: number, dayOf: number) => this.#zone.startOfDay(Date.UTC(year, monthOf, dayOf));
    if (this.#step.of === "months") {
      const first = month - (month % this.#step.months);
      return { startMs: begin(first, 1), endMs: begin(first + this.#step.months, 1) };
    }
    if (this.#step.of === "week") {
      const monday = day - ((new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7);
      return { startMs: begin(month, monday), endMs: begin(month, monday + 7) };
    }
    const midnight = begin(month, day);
    const next = begin(month, day + 1);
    if (this.#step.of === "day") return { startMs: midnight, endMs: next };
    // A day may have 23 or 25 hours: steps are counted from its midnight, and the next midnight ends the last one.
    const { stepMs } = this.#step;
    const startMs = midnight + Math.floor((ms - midnight) / stepMs) * stepMs;
    return { startMs, endMs: Math.min(startMs + stepMs, next) };
  }
}

interface LocalDate {
  readonly year: number;
  /** January is 0. */
  readonly month: number;
  readonly day: number;
}

const HOUR_MS = 3_600_000;

class Zone {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
    this.#format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", { ...numeric, timeZone, hourCycle: "h23" });
  }

  dateAt(ms: number): LocalDate {
    const local = new Date(this.#localAt(ms));
    return { year: local.getUTCFullYear(), month: local.getUTCMonth(), day: local.getUTCDate() };
  }

  /** The first moment of a local day, given as its midnight in UTC. Where clocks skip midnight, the moment after the gap. */
  startOfDay(midnight: number): number {
    // Both offsets that may hold around a change of clocks: the earliest moment that is on that day is its first.
    const guesses = [midnight - this.#offsetAt(midnight - 24 * HOUR_MS), midnight - this.#offsetAt(midnight + 24 * HOUR_MS)];
    const on = guesses.filter((guess) => this.#localAt(guess) >= midnight);
    return Math.min(...(on.length > 0 ? on : guesses));
  }

  #offsetAt(ms: number): number {
    return this.#localAt(ms) - ms;
  }

  /** The local time at a moment, read as if it were UTC. */
  #localAt(ms: number): number {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.#format.formatToParts(ms)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1_000) + 1_000) % 1_000);
  }
}
