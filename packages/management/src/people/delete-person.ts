import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { keepAnAdministrator } from "./keep-an-administrator.ts";
import { readPerson } from "./read-person.ts";
import { lockPerson } from "./update-person.ts";

/** Takes a person away, with their sessions, tokens, drafts and memberships. What they made and what the audit says of them stays. */
export async function deletePerson(context: ManagementContext, id: string): Promise<undefined | ManagementError> {
  const denied = await authorise(context, "people:manage");
  if (denied) return denied;
  return transact(context, async (tx) => {
    const user = await lockPerson(tx, id);
    if (!user) return notFound("person");
    if (id === context.actor.id) return new ManagementError("conflict", "You cannot delete yourself.");
    const administers = user.role === "administrator" && user.disabledAt === null;
    const refusal = administers ? await keepAnAdministrator(tx, id) : null;
    if (refusal) return refusal;
    const before = await readPerson(tx, id);
    await tx.user.delete({ where: { id } });
    await recordChange(tx, context, { action: "person.delete", entityId: id, before });
    return undefined;
  });
}
