import type { Permission } from "@sluice/definition/access";
import { forbidden } from "../access/authorise.ts";
import { standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";

/** Who decides on subscriptions: the API's side. */
export const PUBLISHER: readonly Permission[] = ["apis:write"];
/** Who ends them and holds their keys: either side. */
export const EITHER_SIDE: readonly Permission[] = ["apis:write", "applications:write"];
/** Who sees them. */
export const ONLOOKER: readonly Permission[] = ["apis:read", "applications:read"];

/** Whether the actor stands on a side of this subscription that may act; null when it does, else the refusal. */
export async function authoriseSide(
  context: Pick<ManagementContext, "db" | "actor">,
  subscriptionId: string,
  any: readonly Permission[],
): Promise<ManagementError | null> {
  const standing = await standingOf(context);
  const sides = isId(subscriptionId)
    ? await context.db.subscription.findUnique({ where: { id: subscriptionId }, select: { apiId: true, applicationId: true } })
    : null;
  const permissions = standing.permissionsAt(sides ?? {});
  if (any.some((permission) => permissions.includes(permission))) return sides ? null : notFound("subscription");
  return forbidden(any[0] ?? "apis:read");
}
