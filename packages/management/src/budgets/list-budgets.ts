import type { BudgetResource } from "@sluice/definition/budgets";
import { forbidden } from "../access/authorise.ts";
import { inScope, standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";
import { placeOf, readPermission, writePermission } from "./budget-place.ts";
import { budgetResource } from "./budget-resource.ts";

/** The budgets that one may see, which for many are none, with what was spent so far. */
export async function listBudgets(context: ManagementContext): Promise<{ data: BudgetResource[] } | ManagementError> {
  const { db, actor } = context;
  if (!inScope(actor, "apis:read") && !inScope(actor, "applications:read")) return forbidden("apis:read");
  const standing = await standingOf(context);
  const data: BudgetResource[] = [];
  for (const row of await db.budget.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] })) {
    const { place, name } = await placeOf(db, row);
    const permissions = standing.permissionsAt(place);
    if (!permissions.includes(readPermission(row))) continue;
    const mayWrite = permissions.includes(writePermission(row));
    data.push(await budgetResource(db, row, { placeName: name, now: context.now(), mayWrite }));
  }
  return { data };
}
