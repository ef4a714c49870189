const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const DAY_MS = 86_400_000;
const LONG_STEP_MS = 3 * 3_600_000;
const MINUTE_MS = 60_000;

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
