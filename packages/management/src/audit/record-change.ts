import type { Transaction } from "@sluice/db/client";
import type { ManagementContext } from "../context.ts";
import { type RecordedChange, recordEntry } from "./record-entry.ts";

/** Writes the audit entry of a change into the change's own transaction: neither is there without the other. Secrets are masked. */
export async function recordChange(tx: Transaction, { actor, now }: ManagementContext, change: RecordedChange): Promise<void> {
  await recordEntry(tx, { at: now(), actor }, change);
}
