import type { Transaction } from "@sluice/db/client";
import { Prisma, type Repricing } from "@sluice/db/generated/client";
import type { CountedTokens } from "@sluice/pricing/cost";

/** A usage row, as far as its price goes. */
export interface UsageRow extends CountedTokens {
  readonly requestId: string;
  readonly timestamp: Date;
  readonly apiId: string | null;
  readonly revision: number | null;
  readonly provider: string | null;
  readonly endpoint: string | null;
  readonly modelSent: string;
  readonly modelAnswered: string | null;
  /** Ten decimals. */
  readonly costUsd: string | null;
  readonly priceVersion: string | null;
}

export interface PricedRow {
  readonly row: UsageRow;
  readonly costUsd: string | null;
  readonly priceVersion: string | null;
  readonly changed: boolean;
}

type Range = Pick<Repricing, "from" | "to" | "apiId" | "model" | "cursorAt" | "cursorId">;

/** The next rows whose tokens are known, after the cursor. */
export async function readRows(
  tx: Pick<Transaction, "$queryRaw">,
  { from, to, apiId, model, cursorAt, cursorId }: Range,
  most: number,
): Promise<readonly UsageRow[]> {
  // The first comparison is what leaves whole days out; the second is exact.
  const after = cursorAt
    ? Prisma.sql`"timestamp" >= ${cursorAt} AND ("timestamp", "requestId") > (${cursorAt}, ${cursorId ?? ""})`
    : Prisma.sql`true`;
  return tx.$queryRaw<UsageRow[]>`
    SELECT "requestId", "timestamp", "apiId", revision, provider, endpoint, "modelSent", "modelAnswered",
      "inputTokens" AS input, "cacheReadTokens" AS "cacheRead", "cacheWriteTokens" AS "cacheWrite", "cacheWriteHourTokens" AS "cacheWriteHour",
      "audioInputTokens" AS "audioInput", "outputTokens" AS output, "reasoningTokens" AS reasoning, "audioOutputTokens" AS "audioOutput",
      "costUsd"::numeric(18, 10)::text AS "costUsd", "priceVersion"
    FROM "UsageRecord"
    WHERE "timestamp" >= ${from} AND "timestamp" < ${to} AND ${after} AND provenance <> 'none' AND "modelSent" IS NOT NULL
      AND ${apiId === null ? Prisma.sql`true` : Prisma.sql`"apiId" = ${apiId}::uuid`}
      AND ${model === null ? Prisma.sql`true` : Prisma.sql`"modelSent" = ${model}`}
    ORDER BY "timestamp", "requestId" LIMIT ${most}`;
}

/** Writes costs and the prices' versions. Sums over these rows follow in the same statement: its triggers keep them. */
export async function writeCosts(tx: Pick<Transaction, "$executeRaw">, rows: readonly PricedRow[]): Promise<void> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return;
  const ids = rows.map(({ row }) => row.requestId);
  const times = rows.map(({ row }) => row.timestamp.toISOString());
  // Nothing is the empty text: an array of a statement holds no nulls.
  const costs = rows.map(({ costUsd }) => costUsd ?? "");
  const versions = rows.map(({ priceVersion }) => priceVersion ?? "");
  await tx.$executeRaw`
    UPDATE "UsageRecord" AS u SET "costUsd" = nullif(v.cost, '')::numeric, "priceVersion" = nullif(v.version, '')
    FROM unnest(${ids}::text[], ${times}::text[], ${costs}::text[], ${versions}::text[]) AS v(id, at, cost, version)
    WHERE u."timestamp" >= ${first.row.timestamp} AND u."timestamp" <= ${last.row.timestamp}
      AND u."requestId" = v.id AND u."timestamp" = v.at::timestamptz`;
}
