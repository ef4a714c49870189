import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";

/** Whether the actor may act on this person's account: their own, or anybody's when they manage people. Null when it may, else the refusal. */
export async function authorisePerson(context: ManagementContext, personId: string): Promise<ManagementError | null> {
  return isOneself(context, personId) ? null : authorise(context, "people:manage");
}

/** A token that is confined to scopes is not its owner: it must not end their sessions or change their name. */
export function isOneself({ actor }: Pick<ManagementContext, "actor">, personId: string): boolean {
  return actor.id === personId && actor.scopes === null;
}
