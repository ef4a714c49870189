import type { Transaction } from "@sluice/db/client";
import { invalidFields, type ManagementError } from "../management-error.ts";

/** The first half of the lock on a client id. Any number that nothing else here uses. */
const CLAIMING_CLIENT_IDS = 8_082_010;

/** A client id tells one application from all others; null when this one is free, or the application's own. */
export async function clientIdTaken(
  tx: Transaction,
  clientId: string | null | undefined,
  applicationId?: string,
): Promise<ManagementError | null> {
  if (!clientId) return null;
  // Of two that want it at the same moment, the second waits here and is told; the unique index alone would throw.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CLAIMING_CLIENT_IDS}, hashtext(${clientId}))`;
  const other = await tx.application.findUnique({ where: { clientId }, select: { id: true } });
  if (!other || other.id === applicationId) return null;
  return invalidFields({ clientId: "Another application has this client id." });
}

/** Why an application cannot be without a client id: living subscriptions whose callers are known by it. Null when there are none. */
export async function clientIdNeeded(tx: Transaction, applicationId: string): Promise<ManagementError | null> {
  const other = await tx.subscription.findFirst({
    where: { applicationId, status: { in: ["PENDING", "ACCEPTED", "PAUSED"] }, plan: { securityType: { in: ["JWT", "OAUTH2"] } } },
    select: { plan: { select: { name: true } } },
  });
  if (!other) return null;
  return invalidFields({ clientId: `${other.plan.name} knows this application by its client id. Close that subscription first.` });
}
