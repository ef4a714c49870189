import { isRole } from "@sluice/definition/access";
import { type Me, meQuerySchema } from "@sluice/definition/people";
import { standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";

/** Who asks, and what they may do everywhere, or on the API or application of the query. */
export async function getMe(context: ManagementContext, query: unknown): Promise<Me | ManagementError> {
  const asked = parseInput(meQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { id, name, role } = context.actor;
  const user = await context.db.user.findUnique({ where: { id }, select: { email: true } });
  const standing = await standingOf(context);
  return {
    id,
    name,
    email: user?.email ?? "",
    role: isRole(role) ? role : "viewer",
    permissions: standing.permissionsAt(asked),
    somewhere: standing.permissionsSomewhere(),
  };
}
