import { z } from "zod";
import { apiDefinitionSchema } from "./api.ts";
import { planSchema } from "./plan.ts";

/** So many rows are read and gone through in well under a second. */
const MOST_REQUESTS = 10_000;

/** What is not saved yet stands for what is; what is left out is taken as it is saved. */
export const impactInputSchema = z.strictObject({
  flows: apiDefinitionSchema.shape.flows.unwrap().optional(),
  plans: z.array(z.strictObject({ id: z.uuid(), flows: planSchema.shape.flows })).optional(),
  last: z.int().min(1).max(MOST_REQUESTS).default(1_000).meta({ description: "How many of the API's latest requests are looked at" }),
});

const impactStepSchema = z.object({
  name: z.string(),
  policy: z.string(),
  flow: z.string(),
  planId: z.uuid().nullable().meta({ description: "Null for a flow of the API's own" }),
  refused: z.int().nullable().meta({ description: "Null where it cannot be told" }),
  reason: z.string().nullable().meta({ description: "Why it cannot be told" }),
});

export const impactSchema = z.object({
  requests: z.int(),
  since: z.iso.datetime().nullable(),
  /** By any of the steps. */
  refused: z.int(),
  steps: z.array(impactStepSchema),
});

export type ImpactInput = z.input<typeof impactInputSchema>;
export type ImpactStep = z.output<typeof impactStepSchema>;
export type Impact = z.output<typeof impactSchema>;
