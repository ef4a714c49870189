import type { Transaction } from "@sluice/db/client";
import { invalidFields, type ManagementError } from "../management-error.ts";

/** A client id tells one application from all others; null when this one is free, or the application's own. */
export async function clientIdTaken(
  tx: Transaction,
  clientId: string | null | undefined,
  applicationId?: string,
): Promise<ManagementError | null> {
  if (!clientId) return null;
  const other = await tx.application.findUnique({ where: { clientId }, select: { id: true } });
  if (!other || other.id === applicationId) return null;
  return invalidFields({ clientId: "Another application has this client id." });
}
