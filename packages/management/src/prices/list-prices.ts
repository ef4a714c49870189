import { priceQuerySchema } from "@sluice/definition/queries";
import type { pricesSchema } from "@sluice/definition/resources";
import type { z } from "zod";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { PRICE_CATALOGUE, proposePrice } from "./propose-price.ts";

/** Proposals for the models named, in their order; a model that the catalogue does not know is left out. */
export function listPrices(query: unknown): z.output<typeof pricesSchema> | ManagementError {
  const asked = parseInput(priceQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const models = asked.models.split(",").map((model) => model.trim());
  const proposals = models.filter((model) => model !== "").map((model) => proposePrice(asked.provider, model, asked.target));
  const data = proposals.filter((price) => price.inputPrice !== undefined || price.outputPrice !== undefined);
  return { catalogue: PRICE_CATALOGUE, data };
}
