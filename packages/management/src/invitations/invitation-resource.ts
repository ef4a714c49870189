import type { Invitation as StoredInvitation } from "@sluice/db/generated/client";
import type { INVITATION_STATES, Invitation } from "@sluice/definition/people";
import { knownRole } from "../people/person-resource.ts";

type InvitationState = (typeof INVITATION_STATES)[number];

export function invitationResource(row: StoredInvitation, now: Date): Invitation {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: knownRole(row.role),
    state: stateOf(row, now),
    invitedBy: row.invitedBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

function stateOf(row: StoredInvitation, now: Date): InvitationState {
  if (row.acceptedAt) return "ACCEPTED";
  if (row.revokedAt) return "REVOKED";
  return row.expiresAt > now ? "PENDING" : "EXPIRED";
}

/** A link that can still be used. */
export function usable(now: Date) {
  return { acceptedAt: null, revokedAt: null, expiresAt: { gt: now } } as const;
}
