import type { Database } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import type { UsageQuestion, UsageRow } from "@sluice/definition/analytics";
import type { Part } from "./cut-range.ts";
import { percentileOf, readHistogram } from "./histogram.ts";
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
  /** By histograms: at most 4.5 % beside what they are. */
  readonly durations: UsageDurations;
};
export type UsageDurations = Pick<
  UsageRow,
  "p50Ms" | "p95Ms" | "p99Ms" | "firstByteP50Ms" | "firstByteP95Ms" | "firstByteP99Ms" | "tokensPerSecond"
>;

export const NO_DURATIONS: UsageDurations = {
  p50Ms: null,
  p95Ms: null,
  p99Ms: null,
  firstByteP50Ms: null,
  firstByteP95Ms: null,
  firstByteP99Ms: null,
  tokensPerSecond: null,
};

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

/** Of durations and speeds: numbers whose digits `readHistogram` reads. */
const HISTOGRAMS = Prisma.raw(
  ["totalMs", "firstByteMs", "tokensPerSecond"].map((name) => `, coalesce(sum("${name}"), 0)::text AS "${name}"`).join(""),
);
interface Histograms {
  readonly totalMs: string | undefined;
  readonly firstByteMs: string | undefined;
  readonly tokensPerSecond: string | undefined;
}

export interface SumOptions {
  readonly parts: readonly Part[];
  readonly most: number;
  /** Whether durations are read with the sums. */
  readonly timed?: boolean;
}

/** Adds up the parts of a range, by group. At most `most` groups, those with most requests first in their step. */
export async function sumUsage(
  db: Pick<Database, "$queryRaw">,
  asked: UsageQuestion,
  { parts, most, timed = false }: SumOptions,
): Promise<UsageSums[]> {
  const columns = groupColumns(asked).map((name) => Prisma.raw(`"${name}"`));
  const [step, groups] = asked.interval ? [columns.slice(0, 1), columns.slice(1)] : [[], columns];
  const rows = await db.$queryRaw<(Omit<UsageSums, "durations"> & Histograms & { readonly statusClass?: string })[]>`
    SELECT ${columns.length > 0 ? Prisma.sql`${Prisma.join(columns)},` : Prisma.empty}${MEASURES}${timed ? HISTOGRAMS : Prisma.empty}
    FROM (${readParts(asked, parts, timed ? "timedSums" : "sums")}) AS used
    ${columns.length > 0 ? Prisma.sql`GROUP BY ${Prisma.join(columns)} HAVING sum(requests) > 0` : Prisma.empty}
    ORDER BY ${Prisma.join([...step, Prisma.sql`requests DESC`, ...groups])}
    LIMIT ${most}`;
  return rows.map(({ statusClass, totalMs, firstByteMs, tokensPerSecond, ...row }) => ({
    ...row,
    ...(statusClass === undefined ? {} : { status: statusClass }),
    durations: timed ? durationsOf({ totalMs, firstByteMs, tokensPerSecond }) : NO_DURATIONS,
  }));
}

function durationsOf({ totalMs, firstByteMs, tokensPerSecond }: Histograms): UsageDurations {
  const [total, firstByte, speed] = [totalMs, firstByteMs, tokensPerSecond].map((digits = "0") => readHistogram(digits));
  const of = (histogram: readonly number[] | undefined, share: number) => percentileOf(histogram ?? [], share);
  return {
    p50Ms: of(total, 0.5),
    p95Ms: of(total, 0.95),
    p99Ms: of(total, 0.99),
    firstByteP50Ms: of(firstByte, 0.5),
    firstByteP95Ms: of(firstByte, 0.95),
    firstByteP99Ms: of(firstByte, 0.99),
    tokensPerSecond: of(speed, 0.5),
  };
}
