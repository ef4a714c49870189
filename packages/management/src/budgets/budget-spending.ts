import type { Database } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import { usageQuerySchema } from "@sluice/definition/analytics";
import { cutRange } from "../analytics/cut-range.ts";
import { readDroppedBefore } from "../analytics/dropped-before.ts";
import { readParts } from "../analytics/part-sql.ts";
import type { Period } from "./budget-period.ts";

interface Placed {
  readonly apiId: string | null;
  readonly applicationId: string | null;
  readonly planId: string | null;
}

export interface Spending {
  readonly spent: Prisma.Decimal;
  readonly unpricedTokens: number;
}

/** What was spent at a place in a period, exactly: whole days and hours from the sums that are kept, rows for the rest. */
export async function readSpending(
  db: Pick<Database, "$queryRaw" | "retention">,
  { apiId, applicationId, planId }: Placed,
  { start, end }: Period,
): Promise<Spending> {
  const place = { apiId, applicationId, planId };
  const asked = usageQuerySchema.parse(Object.fromEntries(Object.entries(place).filter(([, id]) => id !== null)));
  const parts = cutRange({ from: start, to: end }, { stepMs: null, dropped: await readDroppedBefore(db) });
  const [row] = await db.$queryRaw<{ spent: string; unpricedTokens: number }[]>`
    SELECT coalesce(sum("costUsd"), 0)::text AS spent, coalesce(sum("unpricedTokens"), 0)::float8 AS "unpricedTokens"
    FROM (${readParts(asked, parts, "sums")}) AS used`;
  return { spent: new Prisma.Decimal(row?.spent ?? 0), unpricedTokens: row?.unpricedTokens ?? 0 };
}
