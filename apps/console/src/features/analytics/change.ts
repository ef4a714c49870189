import { formatMs } from "../../lib/format.ts";

/** `less` of it is better, `more` of it is, or it is only a number. */
export type Wanted = "less" | "more" | "neither";

export interface Change {
  readonly direction: "up" | "down" | "same";
  readonly text: string;
  readonly tone: "ok" | "danger" | "muted";
}

/** Beyond, there was next to nothing before: how much next to nothing tells nobody anything. */
const MOST_PERCENT = 999;

/** Against the period before, in hundredths of it. Null where there is nothing to compare with. */
export function relativeChange(
  now: number | null | undefined,
  before: number | null | undefined,
  wanted: Wanted = "neither",
): Change | null {
  if (now === null || now === undefined || !before) return null;
  const percent = ((now - before) / before) * 100;
  return changeOf(
    percent,
    percent > MOST_PERCENT ? `over ${MOST_PERCENT} %` : `${Math.abs(percent).toFixed(Math.abs(percent) < 10 ? 1 : 0)} %`,
    wanted,
  );
}

/** Of rates, in points: from 1 % to 2 % is one point, and not 100 %. */
export function pointChange(now: number | null, before: number | null, wanted: Wanted): Change | null {
  if (now === null || before === null) return null;
  const points = (now - before) * 100;
  return changeOf(points, `${Math.abs(points).toFixed(2)} pt`, wanted);
}

export function durationChange(nowMs: number | null | undefined, beforeMs: number | null | undefined): Change | null {
  if (typeof nowMs !== "number" || typeof beforeMs !== "number") return null;
  return changeOf(nowMs - beforeMs, formatMs(Math.abs(nowMs - beforeMs)), "less");
}

/** Below this a change is written as 0. */
const NOTHING = 0.005;

function changeOf(amount: number, text: string, wanted: Wanted): Change {
  if (Math.abs(amount) < NOTHING) return { direction: "same", text: "no change", tone: "muted" };
  const direction = amount > 0 ? "up" : "down";
  if (wanted === "neither") return { direction, text, tone: "muted" };
  return { direction, text, tone: (direction === "up") === (wanted === "more") ? "ok" : "danger" };
}
