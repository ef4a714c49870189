import type { PlanResource } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { planResource } from "./plan-resource.ts";
import { type PlanPlace, readPlan } from "./read-plan.ts";

export async function getPlan(context: ManagementContext, place: PlanPlace): Promise<PlanResource | ManagementError> {
  const { db } = context;
  const denied = await authorise(context, "apis:read", place);
  if (denied) return denied;
  const row = await readPlan(db, place);
  return row ? planResource(row) : notFound("plan");
}
