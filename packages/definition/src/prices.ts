import { z } from "zod";

/** What models cost, as the management API takes and tells it. Amounts are decimals as text: a number would be rounded on its way. */

const id = z.uuid();
const time = z.iso.datetime();
const moment = z.iso.datetime({ offset: true, error: "A moment in ISO 8601, such as 2027-01-31T00:00:00Z." });

const DECIMAL = /^\d{1,7}(?:\.\d{1,12})?$/;
const price = z
  .string("A price is a decimal as text, such as 0.25.")
  .trim()
  .regex(DECIMAL, "A price is a decimal such as 0.25, with at most twelve decimals.")
  .nullable()
  .default(null);
const rate = z
  .string("A rate is a decimal as text, such as 1.0845.")
  .trim()
  .regex(/^\d{1,9}(?:\.\d{1,8})?$/, "A rate is a decimal such as 1.0845, with at most eight decimals.")
  .refine((text) => /[1-9]/.test(text), "A rate is more than nothing.");

/** No catalogue has more than three. */
const MOST_TIERS = 10;

/** Prices for a million tokens; null is unknown, 0 is free. What is read from a cache, or heard, costs what any input does where it has no price of its own; reasoning and speech what any output does. */
export const priceTierSchema = z.strictObject({
  aboveTokens: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(0)
    .meta({ description: "For requests whose whole input has more tokens than this" }),
  inputPrice: price,
  cacheReadPrice: price,
  cacheWritePrice: price,
  cacheWriteHourPrice: price.meta({ description: "Kept for an hour; what any cache costs when left out" }),
  audioInputPrice: price,
  outputPrice: price,
  reasoningPrice: price,
  audioOutputPrice: price,
});

const tiers = z
  .array(priceTierSchema)
  .min(1, "A price has one tier at least.")
  .max(MOST_TIERS, `At most ${MOST_TIERS} tiers.`)
  .superRefine((all, ctx) => {
    const problem = (path: PropertyKey[], message: string) => ctx.addIssue({ code: "custom", path, message });
    for (const [index, { aboveTokens, inputPrice, outputPrice }] of all.entries()) {
      if (index === 0 && aboveTokens !== 0) problem([0, "aboveTokens"], "The first tier is for every request: above 0 tokens.");
      if (index > 0 && aboveTokens <= (all[index - 1]?.aboveTokens ?? 0))
        problem([index, "aboveTokens"], "Tiers rise from one to the next.");
      if (inputPrice === null && outputPrice === null) problem([index, "inputPrice"], "Give a price for input or for output.");
    }
  });

export const modelPriceInputSchema = z
  .strictObject({
    apiId: id.nullable().default(null).meta({ description: "Null: of every API. An API's own goes before it" }),
    model: z
      .string("The model is required.")
      .trim()
      .min(1, "The model is required.")
      .max(512)
      .meta({ description: "As it is sent to the provider" }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "A currency is three capital letters, such as EUR.")
      .default("USD"),
    usdRate: rate.default("1").meta({ description: "How many US dollars a unit of the currency is: usage is kept in dollars" }),
    effectiveFrom: moment.meta({
      description: "From this moment on, past or to come. What was used before keeps its cost until it is repriced",
    }),
    effectiveUntil: moment
      .nullable()
      .default(null)
      .meta({ description: "Up to, and without, this moment; null: until another one begins" }),
    tiers,
    note: z.string().trim().max(200, "At most 200 characters.").default("").meta({ description: "Why: an invoice, a contract" }),
  })
  .superRefine(({ currency, usdRate, effectiveFrom, effectiveUntil }, ctx) => {
    const problem = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    if (currency === "USD" && Number(usdRate) !== 1) problem("usdRate", "A dollar is a dollar: the rate is 1.");
    if (effectiveUntil !== null && Date.parse(effectiveUntil) <= Date.parse(effectiveFrom))
      problem("effectiveUntil", "It ends before it begins.");
  });

/** An own price: its newest version. */
export const modelPriceSchema = z.object({
  ...modelPriceInputSchema.shape,
  id,
  version: z.int().meta({ description: "Usage rows name it: own:<id>@<version>" }),
  effectiveFrom: time,
  effectiveUntil: time.nullable(),
  createdBy: z.string(),
  /** Of this version. */
  createdAt: time,
});

export const modelPricesSchema = z.object({ data: z.array(modelPriceSchema) });

/** A model of a saved definition, or one that was used without a price, and what it costs now. */
export const effectivePriceSchema = z.object({
  apiId: id.nullable(),
  apiName: z.string().nullable(),
  /** The endpoint group's name. */
  provider: z.string().nullable(),
  model: z.string(),
  source: z.enum(["own", "definition", "catalogue"]).nullable().meta({ description: "Null: it has no price" }),
  version: z.string().nullable(),
  tiers: z.array(priceTierSchema).meta({ description: "In US dollars" }),
  /** In the last 30 days, of requests that have no cost. */
  unpricedRequests: z.int(),
  unpricedTokens: z.int(),
});
export const effectivePricesSchema = z.object({ catalogue: z.string(), data: z.array(effectivePriceSchema) });

export type ModelPriceInput = z.input<typeof modelPriceInputSchema>;
export type ModelPriceResource = z.output<typeof modelPriceSchema>;
export type PriceTierResource = z.output<typeof priceTierSchema>;
export type EffectivePrice = z.output<typeof effectivePriceSchema>;
export type EffectivePrices = z.output<typeof effectivePricesSchema>;
