import { type Permission, roleAllows } from "@sluice/definition/access";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { inScope, type Place, standingOf } from "./standing.ts";

/**
 * Whether the actor may do this, everywhere or at this place. Every verb asks first; null when it may, else the refusal. What is not there
 * is refused like what is somebody else's, so that ids cannot be probed; whoever may everywhere learns `not_found` from the verb.
 */
export async function authorise(
  who: Pick<ManagementContext, "db" | "actor">,
  permission: Permission,
  place: Place = {},
): Promise<ManagementError | null> {
  if (mayEverywhere(who, permission)) return null;
  if (!inScope(who.actor, permission)) return forbidden(permission);
  const standing = await standingOf(who);
  return standing.permissionsAt(place).includes(permission) ? null : forbidden(permission);
}

/** Whether it may everywhere, by its role: lists then leave nothing out. */
export function mayEverywhere({ actor }: Pick<ManagementContext, "actor">, permission: Permission): boolean {
  return inScope(actor, permission) && roleAllows(actor.role, permission);
}

export function forbidden(permission: Permission): ManagementError {
  return new ManagementError(
    "forbidden",
    `You may not do this: it takes the permission ${permission}, by your role or on this very object.`,
  );
}
