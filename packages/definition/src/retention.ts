import { z } from "zod";

/** How long usage is kept: `rows` are requests one by one, the others their sums. */
export const RETENTION_KINDS = ["rows", "minute", "hour", "day", "week"] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** As the database's check has it. */
const MOST_DAYS = 36_500;
const days = z.int("A number of days.").min(1, "At least a day.").max(MOST_DAYS, "At most a hundred years.");

/** Kinds that are left out stay as they are. */
export const retentionInputSchema = z.strictObject({
  rows: days.optional(),
  minute: days.optional(),
  hour: days.optional(),
  day: days.optional(),
  week: days.optional(),
});

export type RetentionInput = z.input<typeof retentionInputSchema>;

const kept = z.object({
  keepDays: z.int(),
  keptSince: z.iso.datetime().nullable().meta({ description: "What is older is gone, and does not come back; null: nothing is gone yet" }),
});
export const retentionSchema = z.object({ rows: kept, minute: kept, hour: kept, day: kept, week: kept });
export type RetentionResource = z.output<typeof retentionSchema>;
