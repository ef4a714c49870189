import type { Invitation } from "@sluice/definition/people";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { invitationResource, usable } from "./invitation-resource.ts";

/** Makes an invitation's link worthless. */
export async function revokeInvitation(context: ManagementContext, id: string): Promise<Invitation | ManagementError> {
  const denied = await authorise(context, "people:manage");
  if (denied) return denied;
  if (!isId(id)) return notFound("invitation");
  const now = context.now();
  return transact(context, async (tx) => {
    const { count } = await tx.invitation.updateMany({ where: { id, userId: null, ...usable(now) }, data: { revokedAt: now } });
    const row = await tx.invitation.findFirst({ where: { id, userId: null } });
    if (!row) return notFound("invitation");
    const after = invitationResource(row, now);
    if (count === 0) return new ManagementError("conflict", `This invitation is ${after.state.toLowerCase()} already.`);
    await recordChange(tx, context, { action: "invitation.revoke", entityId: id, before: { ...after, state: "PENDING" }, after });
    return after;
  });
}
