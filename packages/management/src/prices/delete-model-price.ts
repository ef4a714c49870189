import { toJson } from "@sluice/db/json";
import { notify } from "@sluice/db/notify";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { auditedPrice, lockPrices, readCurrentPrice } from "./stored-price.ts";

/** Takes an own price away: from now on, and for a repricing, it never was. Its versions stay, for the rows that name them. */
export async function deleteModelPrice(context: ManagementContext, id: string): Promise<undefined | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  return transact(context, async (tx) => {
    await lockPrices(tx);
    const before = await readCurrentPrice(tx, id);
    if (!before) return notFound("price");
    const { version, tiers, ...rest } = before;
    const removal = { version: version + 1, removed: true, createdBy: context.actor.name, createdAt: context.now() };
    await tx.modelPrice.create({ data: { ...rest, ...removal, tiers: toJson(tiers) } });
    await notify(tx, { kind: "price", id });
    await recordChange(tx, context, { action: "model-price.delete", entityId: id, before: auditedPrice(before) });
    return undefined;
  });
}
