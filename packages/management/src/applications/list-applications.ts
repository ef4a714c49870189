import type { ApplicationResource } from "@sluice/definition/consumers";
import { applicationQuerySchema } from "@sluice/definition/queries";
import { forbidden, mayEverywhere } from "../access/authorise.ts";
import { inScope, standingOf } from "../access/standing.ts";
import { readLastUse } from "../analytics/last-use.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { applicationResource, WITH_COUNTS } from "./stored-application.ts";

/** Applications that the actor may see, by name. */
export async function listApplications(context: ManagementContext, query: unknown): Promise<Page<ApplicationResource> | ManagementError> {
  const { db, actor } = context;
  if (!inScope(actor, "applications:read")) return forbidden("applications:read");
  const asked = parseInput(applicationQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const where = {
    ...(mayEverywhere(context, "applications:read") ? {} : { members: { some: { userId: actor.id } } }),
    ...(asked.q ? { name: { contains: asked.q, mode: "insensitive" as const } } : {}),
  };
  const [rows, total, standing] = await Promise.all([
    db.application.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], include: WITH_COUNTS, ...rowsOf(asked) }),
    db.application.count({ where }),
    standingOf(context),
  ]);
  const lastUse = await readLastUse(
    db,
    rows.map(({ id }) => id),
  );
  return pageOf(
    rows.map((row) => applicationResource(row, { standing, lastUse })),
    total,
    asked,
  );
}
