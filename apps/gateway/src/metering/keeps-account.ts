import type { LedgerStatus } from "./usage-ledger.ts";

/**
 * Whether calls may be taken: `refuse` takes none that would leave no trace. While a disk is full rows wait in memory, and calls are taken until
 * that is full, too.
 */
export function keepsAccount(ledger: { readonly status: LedgerStatus }, whenFull: "serve" | "refuse"): boolean {
  return whenFull === "serve" || !ledger.status.full;
}
