import { type ModelPriceResource, modelPriceInputSchema } from "@sluice/definition/prices";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { saveModelPrice } from "./save-model-price.ts";
import { auditedPrice, lockPrices, modelPriceResource, readCurrentPrice } from "./stored-price.ts";

/** Another version of an own price. Requests that were priced by the one before go on naming it, until they are repriced. */
export async function updateModelPrice(
  context: ManagementContext,
  id: string,
  body: unknown,
): Promise<ModelPriceResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(modelPriceInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    await lockPrices(tx);
    const before = await readCurrentPrice(tx, id);
    if (!before) return notFound("price");
    const row = await saveModelPrice(tx, context, { input, before, id });
    if (row instanceof ManagementError) return row;
    const change = { before: auditedPrice(before), after: auditedPrice(row) };
    await recordChange(tx, context, { action: "model-price.update", entityId: id, ...change });
    return modelPriceResource(row);
  });
}
