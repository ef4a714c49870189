import { z } from "zod";
import { expressionText } from "./policy-kind.ts";

const UNIT_SECONDS = { SECONDS: 1, MINUTES: 60, HOURS: 3_600, DAYS: 86_400 } as const;
/** Answers older than this are about another world. */
const LONGEST_DAYS = 30;

/** How long answers are kept, and for whom. */
export const cacheFields = {
  timeToLive: z
    .int()
    .min(1)
    .max(LONGEST_DAYS * UNIT_SECONDS.DAYS)
    .default(1)
    .meta({ description: "How long an answer is given again" }),
  timeToLiveUnit: z.enum(["SECONDS", "MINUTES", "HOURS", "DAYS"]).default("HOURS"),
  keyless: z
    .boolean()
    .default(false)
    .meta({ description: "Also for callers without a subscription: they all share one cache, and may read what others were answered" }),
  parameters: z
    .array(
      z.strictObject({
        key: z.string().trim().min(1).max(100),
        value: expressionText(z.string().max(4096), "template"),
        encode: z.boolean().default(false).meta({ description: "Gravitee's; keys are always hashed here" }),
      }),
    )
    .max(20)
    .default([])
    .meta({ description: "What has to be the same besides: an expression a line" }),
};

/** The span in milliseconds, a month at most. */
export function timeToLiveMs({
  timeToLive,
  timeToLiveUnit,
}: {
  readonly timeToLive: number;
  readonly timeToLiveUnit: keyof typeof UNIT_SECONDS;
}): number {
  return Math.min(timeToLive * UNIT_SECONDS[timeToLiveUnit], LONGEST_DAYS * UNIT_SECONDS.DAYS) * 1_000;
}
