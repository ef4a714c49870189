import type { Transaction } from "@sluice/db/client";
import type { Plan as PlanRow } from "@sluice/db/generated/client";
import { planSchema } from "@sluice/definition/plan";
import type { PlanResource } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";
import { sealPlan } from "../secrets/seal-plan.ts";
import { transact } from "../transact.ts";
import { keylessClash } from "./keyless-clash.ts";
import { definitionOfPlan, planColumns, planResource } from "./plan-resource.ts";
import { lockPlan, type PlanPlace } from "./read-plan.ts";
import { SECURITY_IS_FIXED } from "./sync-plans.ts";

/** Replaces a plan's words and rules. Its status has calls of its own, and is left as it is whatever the body says. */
export async function updatePlan(context: ManagementContext, place: PlanPlace, body: unknown): Promise<PlanResource | ManagementError> {
  const denied = await authorise(context, "apis:write", place);
  if (denied) return denied;
  const parsed = parseInput(planSchema, withoutReadOnlyFields(body));
  if (parsed instanceof ManagementError) return parsed;
  const unsafe = refuseChosenAddresses(context, parsed);
  if (unsafe) return unsafe;
  return transact(context, async (tx) => {
    const row = await lockPlan(tx, place);
    if (!row) return notFound("plan");
    if (row.status === "CLOSED") return new ManagementError("conflict", `${row.name} is closed and cannot be changed.`);
    if (parsed.security.type !== row.securityType) return invalidFields({ "security.type": SECURITY_IS_FIXED });
    const plan = sealPlan(parsed, context.secretBox, definitionOfPlan(row));
    if (plan instanceof ManagementError) return plan;
    if (await hasNamesake(tx, row, plan.name)) return invalidFields({ name: `This API has a plan named ${plan.name} already.` });
    const changed = await tx.plan.update({ where: { id: row.id }, data: planColumns(plan) });
    const clash = await keylessClash(tx, row.apiId);
    if (clash) return clash;
    const [before, after] = [planResource(row), planResource(changed)];
    await recordChange(tx, context, { action: "plan.update", entityId: row.id, before, after });
    return after;
  });
}

async function hasNamesake(tx: Transaction, { id, apiId }: PlanRow, name: string): Promise<boolean> {
  return (await tx.plan.count({ where: { apiId, name, id: { not: id }, status: { not: "CLOSED" } } })) > 0;
}

function withoutReadOnlyFields(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const { id: _id, apiId: _apiId, status: _status, ...plan } = body as Record<string, unknown>;
  return plan;
}
