import type { Database } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import type { UsageQuestion, UsageRow } from "@sluice/definition/analytics";
import type { Part } from "./cut-range.ts";
import { BUCKETS, groupColumns, readParts } from "./part-sql.ts";

/** The buckets as they are stored; the rest as it is told, without its durations. */
export type UsageSums = Omit<UsageRow, "timestamp" | "promptTokens" | "completionTokens" | "totalTokens" | keyof UsageDurations> & {
  /** When its step begins. */
  readonly step?: Date;
  readonly inputTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly cacheWriteHourTokens: number | null;
  readonly audioInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly audioOutputTokens: number | null;
  readonly reasoningBesideTokens: number | null;
};
export type UsageDurations = Pick<
  UsageRow,
  "p50Ms" | "p95Ms" | "p99Ms" | "firstByteP50Ms" | "firstByteP95Ms" | "firstByteP99Ms" | "tokensPerSecond"
>;

/** What is told under another name than it is kept. */
const TOLD_AS: Readonly<Record<string, string>> = { cacheReadTokens: "cachedTokens" };

/** Null where no row told it. */
function sumOf(name: string, at: number): string {
  return `CASE WHEN mod(div(sum(told), 1${"0".repeat(12 * at)}), 1000000000000) > 0 THEN sum("${name}")::float8 END AS "${TOLD_AS[name] ?? name}"`;
}

const ESTIMATED = `FILTER (WHERE "provenance" = 'estimated')`;
/** Counts come as doubles: exact up to 2^53, and JSON has nothing else. */
const MEASURES = Prisma.raw(
  [
    `coalesce(sum(requests), 0)::float8 AS requests`,
    `coalesce(sum(requests) FILTER (WHERE "status" >= 400), 0)::float8 AS errors`,
    ...BUCKETS.map(sumOf),
    `coalesce(sum("inputTokens" + "cacheReadTokens" + "cacheWriteTokens" + "cacheWriteHourTokens" + "audioInputTokens") ${ESTIMATED}, 0)::float8 AS "estimatedPromptTokens"`,
    `coalesce(sum("outputTokens" + "reasoningTokens" + "audioOutputTokens") ${ESTIMATED}, 0)::float8 AS "estimatedCompletionTokens"`,
    `CASE WHEN sum(priced) > 0 THEN sum("costUsd")::float8 END AS cost`,
    `coalesce(sum("unpricedTokens"), 0)::float8 AS "unpricedTokens"`,
  ].join(", "),
);

/** Adds up the parts of a range, by group. At most `most` groups, those with most requests first in their step. */
export async function sumUsage(
  db: Pick<Database, "$queryRaw">,
  asked: UsageQuestion,
  { parts, most }: { readonly parts: readonly Part[]; readonly most: number },
): Promise<UsageSums[]> {
  const columns = groupColumns(asked).map((name) => Prisma.raw(`"${name}"`));
  const [step, groups] = asked.interval ? [columns.slice(0, 1), columns.slice(1)] : [[], columns];
  const rows = await db.$queryRaw<(UsageSums & { readonly statusClass?: string })[]>`
    SELECT ${columns.length > 0 ? Prisma.sql`${Prisma.join(columns)},` : Prisma.empty}${MEASURES}
    FROM (${readParts(asked, parts, "sums")}) AS used
    ${columns.length > 0 ? Prisma.sql`GROUP BY ${Prisma.join(columns)} HAVING sum(requests) > 0` : Prisma.empty}
    ORDER BY ${Prisma.join([...step, Prisma.sql`requests DESC`, ...groups])}
    LIMIT ${most}`;
  return rows.map(({ statusClass, ...row }) => (statusClass === undefined ? row : { ...row, status: statusClass }));
}
