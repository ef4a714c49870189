import type { PasswordLink } from "@sluice/definition/people";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { lockPerson } from "../people/update-person.ts";
import { transact } from "../transact.ts";
import { makeLink, PASSWORD_LINK_LIFETIME_MS } from "./link-token.ts";

/**
 * A link by which a person who is here already chooses a new password, once. The old one works until then. A former link stops working.
 */
export async function createPasswordLink(context: ManagementContext, personId: string): Promise<PasswordLink | ManagementError> {
  const denied = await authorise(context, "people:manage");
  if (denied) return denied;
  const now = context.now();
  return transact(context, async (tx) => {
    const user = await lockPerson(tx, personId);
    if (!user) return notFound("person");
    if (user.disabledAt) return new ManagementError("conflict", "This person is disabled. Let them in again first.");
    const { email, name, role } = user;
    await tx.invitation.updateMany({ where: { userId: personId, acceptedAt: null, revokedAt: null }, data: { revokedAt: now } });
    const { link, hash } = makeLink();
    const expiresAt = new Date(now.getTime() + PASSWORD_LINK_LIFETIME_MS);
    await tx.invitation.create({
      data: { userId: personId, email, name, role, hash, expiresAt, createdAt: now, invitedBy: context.actor.name },
    });
    const after = { expiresAt: expiresAt.toISOString() };
    await recordChange(tx, context, { action: "person.reset-password", entityId: personId, after });
    return { link, ...after };
  });
}
