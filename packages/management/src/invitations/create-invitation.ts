import { type Invitation, invitationInputSchema } from "@sluice/definition/people";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { invitationResource, usable } from "./invitation-resource.ts";
import { INVITATION_LIFETIME_MS, makeLink } from "./link-token.ts";

/** More open at once than any team invites; fewer than a stolen session could fill a table with. */
const MOST_OPEN = 1_000;

/** A link that makes one account, once. A former one for the same address stops working: the latest says the role. */
export async function createInvitation(context: ManagementContext, body: unknown): Promise<Invitation | ManagementError> {
  const denied = await authorise(context, "people:manage");
  if (denied) return denied;
  const input = parseInput(invitationInputSchema, body);
  if (input instanceof ManagementError) return input;
  const now = context.now();
  return transact(context, async (tx) => {
    const { email } = input;
    if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
      return invalidFields({ email: "Somebody with this email address is here already." });
    await tx.invitation.updateMany({ where: { email, userId: null, ...usable(now) }, data: { revokedAt: now } });
    if ((await tx.invitation.count({ where: usable(now) })) >= MOST_OPEN)
      return new ManagementError("conflict", `There are ${MOST_OPEN} open invitations. Revoke some first.`);
    const { link, hash } = makeLink();
    const expiresAt = new Date(now.getTime() + INVITATION_LIFETIME_MS);
    const row = await tx.invitation.create({ data: { ...input, hash, expiresAt, createdAt: now, invitedBy: context.actor.name } });
    const resource = invitationResource(row, now);
    await recordChange(tx, context, { action: "invitation.create", entityId: row.id, after: resource });
    return { ...resource, link };
  });
}
