import type { Transaction } from "@sluice/db/client";
import type { Plan as PlanRow } from "@sluice/db/generated/client";
import type { Plan } from "@sluice/definition/plan";
import type { ManagementContext } from "../context.ts";
import { planColumns } from "./plan-resource.ts";

/** Appends plans to an API's list, in the order given. */
export async function insertPlans(
  tx: Transaction,
  { now }: Pick<ManagementContext, "now">,
  { apiId, plans }: { readonly apiId: string; readonly plans: readonly Plan[] },
): Promise<PlanRow[]> {
  const last = await tx.plan.aggregate({ where: { apiId }, _max: { position: true } });
  const first = (last._max.position ?? -1) + 1;
  const rows: PlanRow[] = [];
  for (const [index, plan] of plans.entries()) {
    const { status } = plan;
    const data = { ...planColumns(plan), apiId, status, position: first + index };
    const times = { publishedAt: status === "STAGING" ? null : now(), closedAt: status === "CLOSED" ? now() : null };
    rows.push(await tx.plan.create({ data: { ...data, ...times } }));
  }
  return rows;
}
