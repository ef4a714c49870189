import type { MemberResource } from "@sluice/definition/consumers";
import { pageQuerySchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { type MemberList, memberResource } from "./member-list.ts";

/** Who may do what on this API or application alone, by name. */
export async function listMembers<Role extends string>(
  context: ManagementContext,
  list: MemberList<Role>,
  query: unknown,
): Promise<Page<MemberResource<Role>> | ManagementError> {
  const { db } = context;
  const denied = await authorise(context, list.toSee, list.place);
  if (denied) return denied;
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  if (!(await list.exists(db))) return notFound(list.noun);
  const [rows, total] = await Promise.all([list.read(db, rowsOf(asked)), list.count(db)]);
  return pageOf(
    rows.map((row) => memberResource(list, row)),
    total,
    asked,
  );
}
