import { randomUUID } from "node:crypto";
import { type ModelPriceResource, modelPriceInputSchema } from "@sluice/definition/prices";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { saveModelPrice } from "./save-model-price.ts";
import { auditedPrice, lockPrices, modelPriceResource } from "./stored-price.ts";

/** An own price. It is in force at the gateways within a second, without a deployment. */
export async function createModelPrice(context: ManagementContext, body: unknown): Promise<ModelPriceResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(modelPriceInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    await lockPrices(tx);
    const row = await saveModelPrice(tx, context, { input, before: null, id: randomUUID() });
    if (row instanceof ManagementError) return row;
    await recordChange(tx, context, { action: "model-price.create", entityId: row.id, after: auditedPrice(row) });
    return modelPriceResource(row);
  });
}
