import type { PlanResource } from "@sluice/definition/resources";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { planResource } from "./plan-resource.ts";
import { type PlanPlace, readPlan } from "./read-plan.ts";

export async function getPlan({ db }: ManagementContext, place: PlanPlace): Promise<PlanResource | ManagementError> {
  const row = await readPlan(db, place);
  return row ? planResource(row) : notFound("plan");
}
