/** A round number that holds the largest value, and whose half is round too. */
export function scaleTop(largest: number): number {
  if (!(largest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 3, 4, 6, 8, 10].map((step) => step * power).find((top) => top >= largest) ?? largest;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Steps of time that divide a day or are whole days, so that they begin where a clock's do; as the management API writes them. */
const STEPS = [
  ["10s", 10_000],
  ["30s", 30_000],
  ["1m", MINUTE_MS],
  ["2m", 2 * MINUTE_MS],
  ["5m", 5 * MINUTE_MS],
  ["15m", 15 * MINUTE_MS],
  ["30m", 30 * MINUTE_MS],
  ["1h", HOUR_MS],
  ["3h", 3 * HOUR_MS],
  ["6h", 6 * HOUR_MS],
  ["1d", DAY_MS],
  ["7d", 7 * DAY_MS],
] as const;
/** More bars than this are narrower than the gaps between them on a small screen. */
const MOST_STEPS = 60;

export interface Step {
  readonly interval: string;
  readonly stepMs: number;
}

/** The finest step that a chart of this length still shows well. */
export function stepOf(lengthMs: number): Step {
  const [interval, stepMs] = STEPS.find(([, step]) => lengthMs / step <= MOST_STEPS) ?? STEPS[11];
  return { interval, stepMs };
}

/** Where the management API's steps are counted from. */
const ORIGIN_MS = Date.parse("2000-01-01T00:00:00Z");

/** When each step of a range begins, those without a request among them. */
export function stepsOf({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }, stepMs: number): readonly number[] {
  const first = Math.floor((fromMs - ORIGIN_MS) / stepMs) * stepMs + ORIGIN_MS;
  return Array.from({ length: Math.max(1, Math.ceil((toMs - first) / stepMs)) }, (_, at) => first + at * stepMs);
}
