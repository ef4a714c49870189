import { priceQuerySchema, type pricesSchema } from "@sluice/definition/resources";
import type { z } from "zod";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { PRICE_CATALOGUE, proposePrice } from "./propose-price.ts";

/** Proposals for the models named, in their order. */
export function listPrices(query: unknown): z.output<typeof pricesSchema> | ManagementError {
  const asked = parseInput(priceQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const models = asked.models.split(",").map((model) => model.trim());
  const data = models.filter((model) => model !== "").map((model) => proposePrice(asked.provider, model, asked.target));
  return { catalogue: PRICE_CATALOGUE, data };
}
