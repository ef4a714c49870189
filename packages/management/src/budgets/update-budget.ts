import type { BudgetResource } from "@sluice/definition/budgets";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { authoriseBudget, isGone, placeOf } from "./budget-place.ts";
import { budgetResource, budgetSettings } from "./budget-resource.ts";
import { parseBudget } from "./parse-budget.ts";
import { readBudget } from "./read-budget.ts";

/** Changes a budget. What was told in this period is not told again, whatever the amount is now. */
export async function updateBudget(context: ManagementContext, id: string, body: unknown): Promise<BudgetResource | ManagementError> {
  const found = await readBudget(context, id, "write");
  if (found instanceof ManagementError) return found;
  const parsed = await parseBudget(context, body, found.row);
  if (parsed instanceof ManagementError) return parsed;
  const { input, sealedSecret, madeSecret } = parsed;
  const { place, name } = await placeOf(context.db, input);
  const denied = await authoriseBudget(context, input, place);
  if (denied) return denied;
  // A budget of what is gone may be changed, and none be moved there.
  if (isGone(input, name) && !isGone(found.row, found.name)) return notFound("API, application or plan");
  const row = await transact(context, async (tx) => {
    const before = await tx.budget.findUnique({ where: { id } });
    if (!before) return notFound("budget");
    const after = await tx.budget.update({ where: { id }, data: { ...input, webhookSecret: sealedSecret } });
    await recordChange(tx, context, {
      action: "budget.update",
      entityId: id,
      before: budgetSettings(before),
      after: budgetSettings(after),
    });
    return after;
  });
  if (row instanceof ManagementError) return row;
  const resource = await budgetResource(context.db, row, { placeName: name, now: context.now(), mayWrite: true });
  return madeSecret === null ? resource : { ...resource, webhookSecret: madeSecret };
}
