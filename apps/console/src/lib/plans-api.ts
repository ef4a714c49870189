import { planResourceSchema } from "@sluice/definition/resources";
import { z } from "zod";
import { callApi } from "./api-client.ts";

/** One function a call of the management API about plans. All throw ApiError. */

const at = (apiId: string) => `/apis/${encodeURIComponent(apiId)}/plans`;

export interface PlanAddress {
  readonly apiId: string;
  readonly planId: string;
}

export function createPlan(apiId: string, plan: Record<string, unknown>) {
  return callApi(at(apiId), planResourceSchema, { method: "POST", body: plan });
}

/** Its status has calls of its own. */
export function updatePlan({ apiId, planId }: PlanAddress, plan: Record<string, unknown>) {
  return callApi(`${at(apiId)}/${encodeURIComponent(planId)}`, planResourceSchema, { method: "PUT", body: plan });
}

export type PlanMove = "publish" | "deprecate" | "close";

export function movePlan({ apiId, planId }: PlanAddress, move: PlanMove) {
  return callApi(`${at(apiId)}/${encodeURIComponent(planId)}/_${move}`, planResourceSchema, { method: "POST" });
}

/** All of them, as they shall be tried. */
export function reorderPlans(apiId: string, planIds: readonly string[]) {
  return callApi(`${at(apiId)}/_reorder`, z.object({ data: z.array(planResourceSchema) }), { method: "POST", body: { planIds } });
}
