import { z } from "zod";
import { calendarStep, isTimeZone, type PERIOD_UNITS, type PeriodUnit } from "./limit-period.ts";
import { expressionText } from "./policy-kind.ts";

/** A decade in seconds: longer ones are slips, and leave numbers that stay exact. */
const LONGEST_PERIOD = 315_360_000;
/** Whole numbers up to here are exact everywhere, in Redis's Lua too. */
export const MOST_COUNTED = 9_000_000_000_000_000;

/** Gravitee's words for what happens when the counters cannot be reached. */
export const strategyField = z.enum(["FALLBACK_PASS_THROUGH", "BLOCK_ON_INTERNAL_ERROR", "ASYNC_MODE"]).meta({
  description:
    "When the counters cannot be reached: FALLBACK_PASS_THROUGH lets calls through, BLOCK_ON_INTERNAL_ERROR refuses them; ASYNC_MODE counts in each gateway and compares in the background: faster, and several gateways may overshoot together",
});

/** Of what is counted while it lasts: each gateway by itself would give a caller everything as many times as there are gateways. */
export const heldStrategyField = z
  .enum(["FALLBACK_PASS_THROUGH", "BLOCK_ON_INTERNAL_ERROR"], {
    error: ({ input }) =>
      input === "ASYNC_MODE"
        ? "Calls that run at once cannot be counted in each gateway by itself: every gateway would let as many run. Use FALLBACK_PASS_THROUGH or BLOCK_ON_INTERNAL_ERROR."
        : undefined,
  })
  .meta({
    description: "When the counters cannot be reached: FALLBACK_PASS_THROUGH lets calls through, BLOCK_ON_INTERNAL_ERROR refuses them",
  });

/** The spelling of Gravitee's older policies is theirs. */
export const errorStrategyField = z
  .enum(["BLOCK_ON_INTERNAL_ERROR", "FALLBACK_PASS_TROUGH", "FALLBACK_PASS_THROUGH"])
  .meta({ description: "When the counters cannot be reached: refuse calls, or let them through" });

export const dryRunField = z.boolean().default(false).meta({ description: "Record what would have been refused, and let it through" });

export const addHeadersField = z.boolean().meta({ description: "Tell callers in headers how much is left, and until when" });

/** For whom is counted. */
export const keyFields = {
  key: expressionText(
    z.string().max(4096).default(""),
    "template",
    "For whom is counted: a text or an expression. Empty: each subscription, or the plan's callers together",
  ),
  useKeyOnly: z.boolean().default(false).meta({ description: "Count by the key alone, whatever the plan and the subscription" }),
};

export const dynamicLimitField = expressionText(
  z.string().max(4096).optional(),
  "number",
  "The limit as an expression; used where the fixed limit is 0",
);

export function periodFields<Unit extends PeriodUnit>(units: readonly [Unit, ...Unit[]], usual: NoInfer<Unit>) {
  return {
    periodTime: z.int().min(1).max(LONGEST_PERIOD).default(1).meta({ description: "How many units the limit is for" }),
    periodTimeUnit: z.enum(units).default(usual as never),
  };
}

export const resetFields = {
  resetStrategy: z.enum(["ROLLING", "CALENDAR"]).default("ROLLING").meta({
    description:
      "ROLLING: no period of that length, wherever it begins, holds more. CALENDAR: starts anew with the hour, day, week or month",
  }),
  timezone: z
    .string()
    .max(64)
    .default("UTC")
    .refine(isTimeZone, "This is not a time zone. Use a name such as Europe/Berlin.")
    .meta({ description: "Of the calendar: UTC, Europe/Berlin" }),
};

interface Timed {
  readonly periodTime: number;
  readonly periodTimeUnit: (typeof PERIOD_UNITS)[number];
  readonly resetStrategy: "ROLLING" | "CALENDAR";
}

/** Refuses a calendar limit whose period is no part of the calendar. */
export function checkPeriod({ periodTime, periodTimeUnit, resetStrategy }: Timed, ctx: z.RefinementCtx): void {
  if (resetStrategy === "ROLLING" || calendarStep({ time: periodTime, unit: periodTimeUnit })) return;
  ctx.addIssue({
    code: "custom",
    path: ["periodTime"],
    message: "The calendar has no such period: take a part that divides the day, a day, a week or a month, or let the limit roll.",
  });
}

/** Refuses a limit of calls that says no number. */
export function checkRequestLimit(
  { limit, dynamicLimit }: { limit: number; dynamicLimit?: string | undefined },
  ctx: z.RefinementCtx,
): void {
  if (limit > 0 || dynamicLimit?.trim()) return;
  ctx.addIssue({ code: "custom", path: ["limit"], message: "Set a limit, or an expression for it." });
}
