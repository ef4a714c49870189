import { planOrderSchema } from "@sluice/definition/consumers";
import type { PlanResource } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { lockApi } from "../apis/stored-api.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { planResource } from "./plan-resource.ts";

/**
 * Puts an API's plans in an order: the first one that a call's credential and the plan's rule fit, takes it. Plans that are left out keep
 * their order, behind those that are named. Gateways follow at the next deployment.
 */
export async function reorderPlans(
  context: ManagementContext,
  apiId: string,
  body: unknown,
): Promise<{ readonly data: readonly PlanResource[] } | ManagementError> {
  const denied = await authorise(context, "apis:write", { apiId });
  if (denied) return denied;
  const input = parseInput(planOrderSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const api = await lockApi(tx, apiId);
    if (!api) return notFound("API");
    const known = new Set(api.plans.map(({ id }) => id));
    const stranger = input.planIds.findIndex((id) => !known.has(id));
    if (stranger >= 0) return invalidFields({ [`planIds.${stranger}`]: `${api.name} has no such plan.` });
    const placeOf = (id: string) => (input.planIds.includes(id) ? input.planIds.indexOf(id) : input.planIds.length);
    const ordered = [...api.plans].sort((a, b) => placeOf(a.id) - placeOf(b.id));
    for (const [position, plan] of ordered.entries()) {
      if (plan.position !== position) await tx.plan.update({ where: { id: plan.id }, data: { position } });
    }
    const names = (plans: readonly { readonly name: string }[]) => ({ plans: plans.map(({ name }) => name) });
    await recordChange(tx, context, { action: "api.reorder-plans", entityId: apiId, before: names(api.plans), after: names(ordered) });
    return { data: ordered.map(planResource) };
  });
}
