import { type PlanResource, pageQuerySchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { isId, parseInput } from "../parse-input.ts";
import { planResource } from "./plan-resource.ts";

/** An API's plans, in the order in which they are tried. */
export async function listPlans(context: ManagementContext, apiId: string, query: unknown): Promise<Page<PlanResource> | ManagementError> {
  const { db } = context;
  const denied = await authorise(context, "apis:read", { apiId });
  if (denied) return denied;
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const api = isId(apiId) ? await db.api.findUnique({ where: { id: apiId }, select: { id: true } }) : null;
  if (!api) return notFound("API");
  const [rows, total] = await Promise.all([
    db.plan.findMany({ where: { apiId }, orderBy: [{ position: "asc" }, { id: "asc" }], ...rowsOf(asked) }),
    db.plan.count({ where: { apiId } }),
  ]);
  return pageOf(rows.map(planResource), total, asked);
}
