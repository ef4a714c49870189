import type { Transaction } from "@sluice/db/client";

/** Application → its last call. Whoever never called is not in it. */
export type LastUse = ReadonlyMap<string, Date>;

/** When these applications called last: the sums say on which day, and an index when on it; where its row is gone, the day is all that is known. */
export async function readLastUse(db: Pick<Transaction, "$queryRaw">, applicationIds: readonly string[]): Promise<LastUse> {
  const rows = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT asked.id, coalesce(last."timestamp", used.day) AS at
    FROM unnest(${applicationIds}::uuid[]) AS asked (id)
    CROSS JOIN LATERAL (
      SELECT max(newest.at) AS day FROM "UsageSeries" AS s
      CROSS JOIN LATERAL (
        SELECT at FROM "UsageRollup" WHERE "level" = 'day' AND series = s.id AND requests > 0 ORDER BY at DESC LIMIT 1
      ) AS newest
      WHERE s."applicationId" = asked.id
    ) AS used
    LEFT JOIN LATERAL (
      SELECT "timestamp" FROM "UsageRecord"
      WHERE "applicationId" = asked.id AND "timestamp" >= used.day AND "timestamp" < used.day + interval '24 hours'
      ORDER BY "timestamp" DESC LIMIT 1
    ) AS last ON true
    WHERE used.day IS NOT NULL`;
  return new Map(rows.map(({ id, at }) => [id, at]));
}
