import type { Database } from "@sluice/db/client";

const LATELY_DAYS = 30;
const MOST_MODELS = 500;

/** Requests whose tokens are known and whose cost is not. */
export interface UnpricedUse {
  readonly apiId: string | null;
  readonly provider: string | null;
  readonly model: string;
  readonly requests: number;
  readonly tokens: number;
}

/** What was used without a price in the last 30 days, most used first. */
export async function readUnpriced(db: Pick<Database, "$queryRaw">, now: Date): Promise<readonly UnpricedUse[]> {
  const since = new Date(now.getTime() - LATELY_DAYS * 86_400_000);
  return db.$queryRaw<UnpricedUse[]>`
    SELECT s."apiId", s.provider, s.model, sum(u.requests - u.priced)::float8 AS requests, sum(u."unpricedTokens")::float8 AS tokens
    FROM "UsageRollup" u JOIN "UsageSeries" s ON s.id = u.series
    WHERE u."level" = 'day' AND u.at >= ${since} AND u.requests > u.priced AND s.provenance <> 'none' AND s.model IS NOT NULL
    GROUP BY s."apiId", s.provider, s.model ORDER BY tokens DESC LIMIT ${MOST_MODELS}`;
}
