import type { PlanResource, PlanStatus } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { keylessClash } from "./keyless-clash.ts";
import { movePlan } from "./move-plan.ts";
import { planResource } from "./plan-resource.ts";
import { lockPlan, type PlanPlace } from "./read-plan.ts";

/** Opens a plan to subscriptions. */
export async function publishPlan(context: ManagementContext, place: PlanPlace): Promise<PlanResource | ManagementError> {
  return changeStatus(context, place, "PUBLISHED");
}

/** Takes no new subscriptions; those that there are go on. */
export async function deprecatePlan(context: ManagementContext, place: PlanPlace): Promise<PlanResource | ManagementError> {
  return changeStatus(context, place, "DEPRECATED");
}

/** Ends a plan and all its subscriptions, for good. */
export async function closePlan(context: ManagementContext, place: PlanPlace): Promise<PlanResource | ManagementError> {
  return changeStatus(context, place, "CLOSED");
}

const VERBS = { STAGING: "update", PUBLISHED: "publish", DEPRECATED: "deprecate", CLOSED: "close" } as const satisfies Record<
  PlanStatus,
  string
>;

async function changeStatus(context: ManagementContext, place: PlanPlace, to: PlanStatus): Promise<PlanResource | ManagementError> {
  const denied = await authorise(context, "apis:write", place);
  if (denied) return denied;
  return transact(context, async (tx) => {
    const plan = await lockPlan(tx, place);
    if (!plan) return notFound("plan");
    const refused = (await movePlan(tx, context, { plan, to })) ?? (await keylessClash(tx, plan.apiId));
    if (refused) return refused;
    await recordChange(tx, context, {
      action: `plan.${VERBS[to]}`,
      entityId: plan.id,
      before: { name: plan.name, apiId: plan.apiId, status: plan.status },
      after: { name: plan.name, apiId: plan.apiId, status: to },
    });
    return planResource({ ...plan, status: to });
  });
}
