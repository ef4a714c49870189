import type { Transaction } from "@sluice/db/client";

/** Application → its last call. Whoever never called is not in it. */
export type LastUse = ReadonlyMap<string, Date>;

/** When these applications called last. A look at the end of an index for each of them, however many calls there were. */
export async function readLastUse(db: Pick<Transaction, "$queryRaw">, applicationIds: readonly string[]): Promise<LastUse> {
  const rows = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT id, last."timestamp" AS at
    FROM unnest(${applicationIds}::uuid[]) AS id
    CROSS JOIN LATERAL (
      SELECT "timestamp" FROM "UsageRecord" WHERE "applicationId" = id ORDER BY "timestamp" DESC LIMIT 1
    ) AS last`;
  return new Map(rows.map(({ id, at }) => [id, at]));
}
