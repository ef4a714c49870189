import type { ModelPriceResource } from "@sluice/definition/prices";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";
import { modelPriceResource, readCurrentPrices } from "./stored-price.ts";

/** All own prices, those to come and those that have ended too. */
export async function listModelPrices(context: ManagementContext): Promise<{ data: ModelPriceResource[] } | ManagementError> {
  const denied = await authorise(context, "apis:read");
  if (denied) return denied;
  return { data: (await readCurrentPrices(context.db)).map(modelPriceResource) };
}
