import type { Transaction } from "@sluice/db/client";
import type { UsageRecord } from "@sluice/db/generated/client";

/** Most requests that somebody looks into are of these days. */
const RECENT_MS = 8 * 86_400_000;

/** A request by its id. Ids tell no time, and each day has a table of its own: the last ones are asked before all the others. */
export async function findRequest(db: Pick<Transaction, "usageRecord">, requestId: string): Promise<UsageRecord | null> {
  const since = new Date(Date.now() - RECENT_MS);
  const recent = await db.usageRecord.findFirst({ where: { requestId, timestamp: { gte: since } } });
  return recent ?? db.usageRecord.findFirst({ where: { requestId, timestamp: { lt: since } } });
}
