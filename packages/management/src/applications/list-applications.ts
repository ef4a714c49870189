import { type ApplicationResource, pageQuerySchema } from "@sluice/definition/resources";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { applicationResource } from "./application-resource.ts";

/** Applications by name. */
export async function listApplications({ db }: ManagementContext, query: unknown): Promise<Page<ApplicationResource> | ManagementError> {
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const [rows, total] = await Promise.all([
    db.application.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(asked) }),
    db.application.count(),
  ]);
  return pageOf(rows.map(applicationResource), total, asked);
}
