import type { Plan as PlanRow } from "@sluice/db/generated/client";
import { toJson } from "@sluice/db/json";
import { type Plan, planSchema } from "@sluice/definition/plan";
import type { PlanResource } from "@sluice/definition/resources";
import { maskSecrets } from "../secrets/mask-secrets.ts";

/** A plan as the outside sees it: secrets masked. */
export function planResource(row: PlanRow): PlanResource {
  return { id: row.id, apiId: row.apiId, ...maskSecrets(definitionOfPlan(row)) };
}

/** A plan's row in the definition's words. Secrets are sealed. */
export function definitionOfPlan(row: PlanRow): Plan {
  const configured = Object.keys(row.configuration ?? {}).length > 0;
  return planSchema.parse({
    name: row.name,
    description: row.description,
    mode: "STANDARD",
    security: { type: row.securityType, ...(configured ? { configuration: row.configuration } : {}) },
    validation: row.validation,
    status: row.status,
    ...(row.selectionRule === null ? {} : { selectionRule: row.selectionRule }),
    flows: row.flows,
  });
}

/** The columns that a plan's definition fills; `status` is not among them, because it has its own verbs. */
export function planColumns(plan: Plan) {
  return {
    name: plan.name,
    description: plan.description,
    securityType: plan.security.type,
    configuration: toJson(plan.security.configuration ?? {}),
    validation: plan.validation,
    selectionRule: plan.selectionRule ?? null,
    flows: toJson(plan.flows),
  };
}
