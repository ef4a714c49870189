import type { RepricingResource } from "@sluice/definition/repricing";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";
import { repricingResource } from "./repricing-resource.ts";

const MOST_LISTED = 50;

/** Repricings and dry runs, the newest first. */
export async function listRepricings(context: ManagementContext): Promise<{ data: RepricingResource[] } | ManagementError> {
  const denied = await authorise(context, "apis:read");
  if (denied) return denied;
  const rows = await context.db.repricing.findMany({ orderBy: { createdAt: "desc" }, take: MOST_LISTED });
  return { data: rows.map(repricingResource) };
}
