import { calendarStep, type Period, periodMs } from "@sluice/definition/policies/limit-period";
import { Calendar } from "./calendar.ts";
import type { Window } from "./counter-store.ts";

interface Reset {
  readonly resetStrategy: "ROLLING" | "CALENDAR";
  readonly timezone: string;
}

/** Which window a limit is for at a moment. A period that is no part of the calendar rolls: its schema refuses it before. */
export function limitWindow(period: Period, { resetStrategy, timezone }: Reset): (nowMs: number) => Window {
  const step = resetStrategy === "CALENDAR" ? calendarStep(period) : null;
  if (step !== null) {
    const calendar = new Calendar(step, timezone);
    return (nowMs) => calendar.partAt(nowMs);
  }
  const rolling: Window = { type: "rolling", lengthMs: periodMs(period) };
  return () => rolling;
}
