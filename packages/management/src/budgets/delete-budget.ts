import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { budgetSettings } from "./budget-resource.ts";
import { readBudget } from "./read-budget.ts";

/** Deletes a budget with its alerts. */
export async function deleteBudget(context: ManagementContext, id: string): Promise<undefined | ManagementError> {
  const found = await readBudget(context, id, "write");
  if (found instanceof ManagementError) return found;
  return transact(context, async (tx) => {
    const { count } = await tx.budget.deleteMany({ where: { id } });
    if (count === 0) return notFound("budget");
    await recordChange(tx, context, { action: "budget.delete", entityId: id, before: budgetSettings(found.row) });
    return undefined;
  });
}
