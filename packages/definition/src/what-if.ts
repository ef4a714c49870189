import { z } from "zod";
import { usageQuerySchema } from "./analytics.ts";
import { priceTierSchema } from "./prices.ts";
import { PROVIDER_IDS } from "./provider.ts";

/** Past traffic at other prices: what it would have cost. Amounts are US dollars as decimals with ten digits after the point. */

const catalogueModel = z.strictObject({
  kind: z.literal("model"),
  provider: z.enum(PROVIDER_IDS),
  model: z.string().trim().min(1, "Name a model.").max(512),
  target: z.string().max(2048).default("").meta({ description: "The provider's address, for OPEN_AI_COMPATIBLE" }),
});
const ownPrice = z.strictObject({ kind: z.literal("price"), tiers: z.array(priceTierSchema).min(1).max(10) });

const MOST_CHANGES = 100;

export const whatIfInputSchema = z.strictObject({
  ...usageQuerySchema.pick({
    apiId: true,
    applicationId: true,
    planId: true,
    subscriptionId: true,
    provider: true,
    model: true,
    status: true,
    errorCode: true,
    unpriced: true,
  }).shape,
  from: usageQuerySchema.shape.from,
  to: usageQuerySchema.shape.to,
  changes: z
    .array(
      z.strictObject({
        model: z.string().max(512).meta({ description: "As it was sent to the provider" }),
        provider: z.string().max(512).optional().meta({ description: "The endpoint group; left out: wherever the model was called" }),
        as: z.discriminatedUnion("kind", [catalogueModel, ownPrice]),
      }),
    )
    .max(MOST_CHANGES, `At most ${MOST_CHANGES} changes.`)
    .default([]),
});

const dollars = z.string().nullable();

export const whatIfRowSchema = z.object({
  provider: z.string().nullable(),
  model: z.string().nullable(),
  requests: z.int(),
  /** Input, cached or not, and output, reasoning included. */
  inputTokens: z.int(),
  outputTokens: z.int(),
  before: dollars.meta({ description: "What the ledger says; null where nothing of it has a price" }),
  unpricedTokens: z.int().meta({ description: "In no cost before" }),
  after: dollars.meta({
    description: "The same as before where nothing was changed; null where the new price lacks one of its kinds of tokens",
  }),
  changed: z.boolean(),
  price: z.string().nullable().meta({ description: "The version of the price of the catalogue; null elsewhere" }),
  note: z.string().nullable().meta({ description: "Why there is no new cost, or in which way it is not exact" }),
});

export const whatIfSchema = z.object({
  rows: z.array(whatIfRowSchema),
  before: z.string(),
  after: z.string(),
  unpricedBefore: z.int(),
  unpricedAfter: z.int().meta({ description: "Tokens that are in no cost afterwards either" }),
});

export type WhatIfInput = z.input<typeof whatIfInputSchema>;
export type WhatIfChange = z.output<typeof whatIfInputSchema>["changes"][number];
export type WhatIf = z.output<typeof whatIfSchema>;
export type WhatIfRow = z.output<typeof whatIfRowSchema>;
