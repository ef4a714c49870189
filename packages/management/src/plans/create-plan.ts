import { planSchema } from "@sluice/definition/plan";
import type { PlanResource } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { lockApi } from "../apis/stored-api.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";
import { sealPlan } from "../secrets/seal-plan.ts";
import { transact } from "../transact.ts";
import { insertPlans } from "./insert-plans.ts";
import { keylessClash } from "./keyless-clash.ts";
import { planResource } from "./plan-resource.ts";

/** Adds a plan to an API. Subscriptions to a published one are possible at once; calls, after the next deployment. */
export async function createPlan(context: ManagementContext, apiId: string, body: unknown): Promise<PlanResource | ManagementError> {
  const denied = await authorise(context, "apis:write", { apiId });
  if (denied) return denied;
  const parsed = parseInput(planSchema, body);
  if (parsed instanceof ManagementError) return parsed;
  const unsafe = refuseChosenAddresses(context, parsed);
  if (unsafe) return unsafe;
  const plan = sealPlan(parsed, context.secretBox);
  if (plan instanceof ManagementError) return plan;
  return transact(context, async (tx) => {
    const api = await lockApi(tx, apiId);
    if (!api) return notFound("API");
    const namesake = api.plans.some((other) => other.name === plan.name && other.status !== "CLOSED");
    if (namesake) return invalidFields({ name: `${api.name} has a plan named ${plan.name} already.` });
    const [row] = await insertPlans(tx, context, { apiId, plans: [plan] });
    if (!row) throw new Error("a plan was inserted and is not there");
    const clash = await keylessClash(tx, apiId);
    if (clash) return clash;
    const resource = planResource(row);
    await recordChange(tx, context, { action: "plan.create", entityId: row.id, after: resource });
    return resource;
  });
}
