import type { SubscriptionLimit } from "@sluice/definition/consumers";
import { policyKind } from "@sluice/definition/policies/policy-kinds";
import { formatCount, formatDateTime } from "../../lib/format.ts";
import { formatCost } from "../../lib/format-amount.ts";

const WHAT: Readonly<Record<string, string>> = { input: "prompt tokens", output: "answer tokens" };
const PERIODS = [
  { seconds: 86_400, one: "day" },
  { seconds: 3_600, one: "hour" },
  { seconds: 60, one: "minute" },
  { seconds: 1, one: "second" },
] as const;

/** Where a step without a name stands: that says nothing to those who call. */
const PLACE = /^(?:plans\.\d+\.)?flows\.\d+\.\w+\.\d+$/;
const CENTS = 100;
/** What a float is off by at most: far less than a cent. */
const ROUNDING = 1e-6;

/** The step's own name, or its policy's. */
export function nameLimit({ step, policy }: SubscriptionLimit): string {
  return PLACE.test(step) ? (policyKind(policy)?.title ?? policy) : step;
}

/** `4,800 of 10,000 tokens left`. More may have been used than was left: then nothing is. Rounded down: what is begun is not whole. */
export function sayLeft({ unit, of, remaining, limit }: SubscriptionLimit): string {
  const left = Math.max(0, remaining);
  if (unit === "DOLLARS") return `${formatCost(floorCents(left))} of ${formatCost(limit)} left`;
  const what = unit === "REQUESTS" ? "requests" : (WHAT[of] ?? "tokens");
  return `${formatCount(left)} of ${formatCount(limit)} ${what} left`;
}

function floorCents(usd: number): number {
  return usd < 1 / CENTS ? usd : Math.floor(usd * CENTS + ROUNDING) / CENTS;
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
  return rolling && remaining < limit ? `full again by ${formatDateTime(resetsAt)}` : null;
}
