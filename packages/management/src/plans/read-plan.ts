import type { Transaction } from "@sluice/db/client";
import type { Plan as PlanRow } from "@sluice/db/generated/client";
import { isId } from "../parse-input.ts";

export interface PlanPlace {
  readonly apiId: string;
  readonly planId: string;
}

/** A plan of that API; null for another API's. */
export async function readPlan(tx: Pick<Transaction, "plan">, { apiId, planId }: PlanPlace): Promise<PlanRow | null> {
  return isId(apiId) && isId(planId) ? tx.plan.findFirst({ where: { id: planId, apiId } }) : null;
}

/** The same, with its API's row and its own locked: a plan is not published while it is being closed, nor while its API is being saved. */
export async function lockPlan(tx: Transaction, place: PlanPlace): Promise<PlanRow | null> {
  if (!isId(place.apiId) || !isId(place.planId)) return null;
  await tx.$queryRaw`SELECT 1 FROM "Api" WHERE id = ${place.apiId}::uuid FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "Plan" WHERE id = ${place.planId}::uuid FOR UPDATE`;
  return readPlan(tx, place);
}
