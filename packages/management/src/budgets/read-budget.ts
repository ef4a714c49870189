import type { Budget } from "@sluice/db/generated/client";
import { authorise } from "../access/authorise.ts";
import type { Place } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { placeOf, readPermission, writePermission } from "./budget-place.ts";

export interface FoundBudget {
  readonly row: Budget;
  readonly place: Place;
  readonly name: string | null;
}

/** A budget that the actor may see, or change. One that is not there is somebody else's to those who may not see all. */
export async function readBudget(context: ManagementContext, id: string, use: "read" | "write"): Promise<FoundBudget | ManagementError> {
  const row = isId(id) ? await context.db.budget.findUnique({ where: { id } }) : null;
  if (!row) return (await authorise(context, use === "read" ? "apis:read" : "settings:manage")) ?? notFound("budget");
  const { place, name } = await placeOf(context.db, row);
  const denied = await authorise(context, use === "read" ? readPermission(row) : writePermission(row), place);
  return denied ?? { row, place, name };
}
