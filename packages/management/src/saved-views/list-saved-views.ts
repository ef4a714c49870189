import { pageQuerySchema } from "@sluice/definition/resources";
import type { SavedViewResource } from "@sluice/definition/saved-views";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { savedViewResource, WITH_OWNER } from "./saved-view-resource.ts";

/** One's own views and those that others share, by name. */
export async function listSavedViews(context: ManagementContext, query: unknown): Promise<Page<SavedViewResource> | ManagementError> {
  const { db, actor } = context;
  const denied = await authorise(context, "views:own");
  if (denied) return denied;
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const where = { OR: [{ ownerId: actor.id }, { shared: true }] };
  const [rows, total] = await Promise.all([
    db.savedView.findMany({ where, include: WITH_OWNER, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(asked) }),
    db.savedView.count({ where }),
  ]);
  return pageOf(
    rows.map((row) => savedViewResource(row, actor.id)),
    total,
    asked,
  );
}
