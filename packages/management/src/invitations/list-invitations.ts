import type { Prisma } from "@sluice/db/generated/client";
import { type INVITATION_STATES, type Invitation, invitationQuerySchema } from "@sluice/definition/people";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { invitationResource, usable } from "./invitation-resource.ts";

/** Who was invited, the latest first. */
export async function listInvitations(context: ManagementContext, query: unknown): Promise<Page<Invitation> | ManagementError> {
  const denied = await authorise(context, "people:manage");
  if (denied) return denied;
  const asked = parseInput(invitationQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const now = context.now();
  const where = { userId: null, ...(asked.state ? inState(asked.state, now) : {}) };
  const [rows, total] = await Promise.all([
    context.db.invitation.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], ...rowsOf(asked) }),
    context.db.invitation.count({ where }),
  ]);
  return pageOf(
    rows.map((row) => invitationResource(row, now)),
    total,
    asked,
  );
}

function inState(state: (typeof INVITATION_STATES)[number], now: Date): Prisma.InvitationWhereInput {
  const states = {
    PENDING: usable(now),
    ACCEPTED: { acceptedAt: { not: null } },
    REVOKED: { acceptedAt: null, revokedAt: { not: null } },
    EXPIRED: { acceptedAt: null, revokedAt: null, expiresAt: { lte: now } },
  } as const satisfies Record<(typeof INVITATION_STATES)[number], Prisma.InvitationWhereInput>;
  return states[state];
}
