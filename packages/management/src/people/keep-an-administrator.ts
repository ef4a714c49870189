import type { Transaction } from "@sluice/db/client";
import type { Role } from "@sluice/definition/access";
import { ManagementError } from "../management-error.ts";

/** Whoever takes an administrator away holds this lock: two that do it to each other at once leave one. */
const COUNTING_ADMINISTRATORS = 8_082_003;

/** Null when somebody else can still administer once this person cannot; else the refusal. Call it before the change, in its transaction. */
export async function keepAnAdministrator(tx: Transaction, leavingId: string): Promise<ManagementError | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${COUNTING_ADMINISTRATORS})`;
  const role: Role = "administrator";
  const others = await tx.user.count({ where: { role, disabledAt: null, id: { not: leavingId } } });
  return others > 0 ? null : new ManagementError("conflict", "This is the last administrator. Make somebody else an administrator first.");
}
