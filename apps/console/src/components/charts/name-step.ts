const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LONG_STEP_MS = 3 * HOUR_MS;
const MINUTE_MS = 60_000;

/** `every 30 min`, `every day`, `every 7 days`. */
export function nameInterval(stepMs: number): string {
  if (stepMs === DAY_MS) return "every day";
  if (stepMs >= DAY_MS) return `every ${stepMs / DAY_MS} days`;
  if (stepMs >= HOUR_MS) return `every ${stepMs / HOUR_MS} h`;
  return stepMs >= MINUTE_MS ? `every ${stepMs / MINUTE_MS} min` : `every ${stepMs / 1_000} s`;
}

/** `14:30` under short steps, `28 Nov` under long ones; the reader's own time. */
export function nameStep(startMs: number, stepMs: number): string {
  return (stepMs >= LONG_STEP_MS ? day : clock).format(startMs);
}

/** `28 Nov, 14:30 to 15:00`; `28 Nov` for a day. */
export function nameSpan(startMs: number, stepMs: number): string {
  if (stepMs >= DAY_MS) return stepMs === DAY_MS ? day.format(startMs) : `${day.format(startMs)} to ${day.format(startMs + stepMs)}`;
  const time = stepMs < MINUTE_MS ? seconds : clock;
  return `${day.format(startMs)}, ${time.format(startMs)} to ${time.format(startMs + stepMs)}`;
}
