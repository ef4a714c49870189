import { type Draft, pageQuerySchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { draftResource } from "./draft-resource.ts";

/** The actor's own drafts, last changed first. */
export async function listDrafts(context: ManagementContext, query: unknown): Promise<Page<Draft> | ManagementError> {
  const { db, actor } = context;
  const denied = await authorise(context, "apis:create");
  if (denied) return denied;
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const where = { ownerId: actor.id };
  const [rows, total] = await Promise.all([
    db.draft.findMany({ where, orderBy: [{ updatedAt: "desc" }, { id: "desc" }], ...rowsOf(asked) }),
    db.draft.count({ where }),
  ]);
  return pageOf(rows.map(draftResource), total, asked);
}
