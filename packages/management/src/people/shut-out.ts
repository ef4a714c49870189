import type { Transaction } from "@sluice/db/client";

/** Ends a person's sessions, tokens and unused password links: from the next request on they are nobody. */
export async function shutOut(tx: Transaction, userId: string, now: Date): Promise<void> {
  await tx.session.deleteMany({ where: { userId } });
  await tx.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
  await tx.invitation.updateMany({ where: { userId, acceptedAt: null, revokedAt: null }, data: { revokedAt: now } });
}
