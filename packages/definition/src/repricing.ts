import { z } from "zod";

/** Past requests priced anew, as the management API takes and tells it. */

const id = z.uuid();
const time = z.iso.datetime();
const moment = z.iso.datetime({ offset: true, error: "A moment in ISO 8601, such as 2027-01-31T00:00:00Z." });

export const repricingInputSchema = z
  .strictObject({
    from: moment,
    to: moment.optional().meta({ description: "Up to, and without, this moment; now when left out" }),
    apiId: id.nullable().default(null).meta({ description: "Null: of every API" }),
    model: z
      .string()
      .trim()
      .min(1)
      .max(512)
      .nullable()
      .default(null)
      .meta({ description: "As it was sent to the provider; null: every model" }),
    dryRun: z.boolean().default(true).meta({ description: "Count what would come of it, and change nothing" }),
  })
  .refine(({ from, to }) => to === undefined || Date.parse(from) < Date.parse(to), { path: ["to"], message: "It ends before it begins." });

export const REPRICING_STATES = ["running", "done", "failed"] as const;

/** It goes on by itself, and is asked for again until it is done. Costs are decimals as text. */
export const repricingSchema = z.object({
  id,
  dryRun: z.boolean(),
  from: time,
  to: time,
  apiId: id.nullable(),
  model: z.string().nullable(),
  state: z.enum(REPRICING_STATES),
  /** Requests with known tokens, so far. */
  rows: z.int(),
  /** Of those, what got another cost or another price's version, or would. */
  changed: z.int(),
  /** Of those, what still has no price. */
  unpriced: z.int(),
  costBefore: z.string().meta({ description: "US dollars, of all rows so far" }),
  costAfter: z.string(),
  createdBy: z.string(),
  createdAt: time,
  finishedAt: time.nullable(),
  failure: z.string().nullable(),
});
export const repricingsSchema = z.object({ data: z.array(repricingSchema) });

export type RepricingInput = z.input<typeof repricingInputSchema>;
export type RepricingResource = z.output<typeof repricingSchema>;
