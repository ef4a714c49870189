import type { RepricingResource } from "@sluice/definition/repricing";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { repricingResource } from "./repricing-resource.ts";

/** How far a repricing is, and what has come of it. */
export async function getRepricing(context: ManagementContext, id: string): Promise<RepricingResource | ManagementError> {
  const denied = await authorise(context, "apis:read");
  if (denied) return denied;
  const row = isId(id) ? await context.db.repricing.findUnique({ where: { id } }) : null;
  return row ? repricingResource(row) : notFound("repricing");
}
