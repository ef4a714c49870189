import { z } from "zod";
import { acceptUncoveredField } from "./accept-uncovered.ts";
import {
  addHeadersField,
  checkPeriod,
  dryRunField,
  dynamicLimitField,
  keyFields,
  periodFields,
  resetFields,
  strategyField,
} from "./limit-fields.ts";
import { PERIOD_UNITS } from "./limit-period.ts";
import type { PolicyKind } from "./policy-kind.ts";

/** In billionths of a dollar it still is a whole number that every part of the counting keeps. */
const MOST_DOLLARS = 9_000_000;
const dollars = z.number().min(0).max(MOST_DOLLARS).default(0);

const rate = z
  .strictObject({
    limit: dollars.meta({ description: "Dollars in a period: 5, or 0.05 for five cents. 0: by the expression below" }),
    dynamicLimit: dynamicLimitField,
    ...periodFields(PERIOD_UNITS, "DAYS"),
    ...keyFields,
    ...resetFields,
    reservationStrategy: z.enum(["FULL", "NONE", "FIXED", "ADAPTIVE"]).optional().meta({
      description:
        "What is set aside before a model is asked. FULL (as when left out): what the call may cost at most. FIXED: the amount below. ADAPTIVE: what the consumer's calls have cost of late. NONE: nothing, and calls that run at once may overshoot",
    }),
    reservationAmount: dollars.meta({ description: "Dollars for FIXED, and for ADAPTIVE at first" }),
    reservationCeiling: dollars.meta({ description: "The most that ADAPTIVE sets aside. 0: none" }),
  })
  .superRefine((value, ctx) => {
    checkPeriod(value, ctx);
    if (value.limit === 0 && !value.dynamicLimit?.trim())
      ctx.addIssue({ code: "custom", path: ["limit"], message: "Set a budget, or an expression for it." });
    const needsAmount = value.reservationStrategy === "FIXED" || value.reservationStrategy === "ADAPTIVE";
    if (needsAmount && value.reservationAmount === 0)
      ctx.addIssue({ code: "custom", path: ["reservationAmount"], message: "Say how many dollars to set aside." });
  });

export const costRatelimitSchema = z.strictObject({
  addHeaders: addHeadersField.default(false),
  strategy: strategyField.default("FALLBACK_PASS_THROUGH"),
  rate,
  missingPricePolicy: z.enum(["FAIL_OPEN", "FAIL_CLOSED"]).default("FAIL_OPEN").meta({
    description: "What a call counts whose model has no price: nothing, or the cost below",
  }),
  fallbackCost: dollars.meta({ description: "Dollars a call, under FAIL_CLOSED" }),
  acceptUncovered: acceptUncoveredField,
  dryRun: dryRunField,
});

export const costRatelimit = {
  id: "cost-ratelimit",
  title: "Cost rate limit",
  description: "Limits what calls cost in a period, in dollars, for each subscription or by a key.",
  phases: ["request"],
  configuration: costRatelimitSchema,
  holds: () => ({ dollars: "refusing" }),
} as const satisfies PolicyKind;

export type CostRatelimit = z.output<typeof costRatelimitSchema>;
