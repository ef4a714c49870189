import type { Transaction } from "@sluice/db/client";
import type { Plan as PlanRow } from "@sluice/db/generated/client";
import { same } from "@sluice/definition/changes/report";
import type { Plan } from "@sluice/definition/plan";
import type { ManagementContext } from "../context.ts";
import { invalidFields, type ManagementError } from "../management-error.ts";
import { insertPlans } from "./insert-plans.ts";
import { keylessClash } from "./keyless-clash.ts";
import { movePlan } from "./move-plan.ts";
import { definitionOfPlan, planColumns } from "./plan-resource.ts";

type SentPlan = Plan & { readonly id: string | null };

/**
 * Brings an API's plans in line with a list: known ones (by id, else by name) are updated, new ones added, and those that the list leaves
 * out stay, because deleting one would cut people off.
 */
export async function syncPlans(
  tx: Transaction,
  context: ManagementContext,
  { api, plans }: { readonly api: { readonly id: string; readonly plans: readonly PlanRow[] }; readonly plans: readonly SentPlan[] },
): Promise<ManagementError | null> {
  for (const [index, { id, ...plan }] of plans.entries()) {
    const row = api.plans.find((known) => (id === null ? known.name === plan.name && known.status !== "CLOSED" : known.id === id));
    if (!row && id !== null)
      return invalidFields({ [`plans.${index}.id`]: "This API has no plan with this id. Leave the id out to add one." });
    if (!row) {
      await insertPlans(tx, context, { apiId: api.id, plans: [plan] });
      continue;
    }
    const problem = await updateRow(tx, context, { row, plan });
    if (problem) return invalidFields({ [`plans.${index}.${problem.field}`]: problem.message });
  }
  const clash = await keylessClash(tx, api.id);
  return clash ? invalidFields({ plans: clash.message }) : null;
}

async function updateRow(
  tx: Transaction,
  context: ManagementContext,
  { row, plan }: { readonly row: PlanRow; readonly plan: Plan },
): Promise<{ readonly field: string; readonly message: string } | null> {
  const before = definitionOfPlan(row);
  if (same(before, plan)) return null;
  if (plan.security.type !== row.securityType) return { field: "security.type", message: SECURITY_IS_FIXED };
  await tx.plan.update({ where: { id: row.id }, data: planColumns(plan) });
  if (plan.status === row.status) return null;
  const moved = await movePlan(tx, context, { plan: row, to: plan.status });
  return moved ? { field: "status", message: moved.message } : null;
}

export const SECURITY_IS_FIXED = "The security of a plan cannot change: its subscribers would lose their way in. Add another plan.";
