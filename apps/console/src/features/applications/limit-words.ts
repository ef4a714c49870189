import type { SubscriptionLimit } from "@sluice/definition/consumers";
import { formatDateTime } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";

const WHAT: Readonly<Record<string, string>> = { input: "prompt tokens", output: "answer tokens" };
const PERIODS = [
  { seconds: 86_400, one: "day" },
  { seconds: 3_600, one: "hour" },
  { seconds: 60, one: "minute" },
  { seconds: 1, one: "second" },
] as const;

/** `4,800 of 10,000 tokens left`. More may have been used than was left: then nothing is. */
export function sayLeft({ unit, of, remaining, limit }: SubscriptionLimit): string {
  const left = Math.max(0, remaining);
  if (unit === "DOLLARS") return `${formatCost(left)} of ${formatCost(limit)} left`;
  const what = unit === "REQUESTS" ? "requests" : (WHAT[of] ?? "tokens");
  return `${formatLarge(left)} of ${formatLarge(limit)} ${what} left`;
}

/** What the limit is for: `in any 5 minutes`, or the part of the calendar that is running. */
export function sayWindow({ rolling, windowSeconds, resetsAt, keyed }: SubscriptionLimit): string {
  const period = PERIODS.find(({ seconds }) => windowSeconds >= seconds && windowSeconds % seconds === 0);
  const count = period ? windowSeconds / period.seconds : windowSeconds;
  const length = period ? (count === 1 ? period.one : `${count.toLocaleString("en-US")} ${period.one}s`) : `${count} seconds`;
  const window = rolling ? `In any ${length}` : `Until ${formatDateTime(resetsAt)}`;
  return keyed ? `${window}, for the key of its last call` : window;
}

/** When all of it is left again; null where it is, or where the window itself says so. */
export function sayReset({ rolling, remaining, limit, resetsAt }: SubscriptionLimit): string | null {
  return rolling && remaining < limit ? `all of it by ${formatDateTime(resetsAt)}` : null;
}
