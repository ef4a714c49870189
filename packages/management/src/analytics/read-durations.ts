import type { Database } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import type { UsageQuestion } from "@sluice/definition/analytics";
import type { Part } from "./cut-range.ts";
import { percentileOf, readHistogram } from "./histogram.ts";
import { groupColumns, readParts } from "./part-sql.ts";
import type { UsageDurations } from "./sum-usage.ts";

export const NO_DURATIONS: UsageDurations = {
  p50Ms: null,
  p95Ms: null,
  p99Ms: null,
  firstByteP50Ms: null,
  firstByteP95Ms: null,
  firstByteP99Ms: null,
  tokensPerSecond: null,
};

export interface DurationSource {
  readonly parts: readonly Part[];
  /** Whether the parts are rows, few enough to be sorted: percentiles are exact then. Otherwise they come from histograms. */
  readonly exact: boolean;
}

type Group = Readonly<Record<string, unknown>>;

/** Which group a row is of: its step and what it is told apart by. */
export function groupKey(asked: UsageQuestion, row: Group): string {
  return JSON.stringify(groupColumns(asked).map((name) => row[name === "statusClass" && !(name in row) ? "status" : name] ?? null));
}

/** Percentiles of durations and the median speed, by group. */
export async function readDurations(
  db: Pick<Database, "$queryRaw">,
  asked: UsageQuestion,
  { parts, exact }: DurationSource,
): Promise<ReadonlyMap<string, UsageDurations>> {
  const columns = groupColumns(asked).map((name) => Prisma.raw(`"${name}"`));
  const rows = await db.$queryRaw<Group[]>`
    SELECT ${columns.length > 0 ? Prisma.sql`${Prisma.join(columns)},` : Prisma.empty}${exact ? PERCENTILES : HISTOGRAMS}
    FROM (${readParts(asked, parts, exact ? "durations" : "histograms")}) AS used
    ${columns.length > 0 ? Prisma.sql`GROUP BY ${Prisma.join(columns)}` : Prisma.empty}`;
  return new Map(rows.map((row) => [groupKey(asked, row), exact ? durationsOf(row) : fromHistograms(row)]));
}

/** Each sorts the durations of its group. */
const PERCENTILES = Prisma.raw(
  [
    ["0.5", "totalMs", "p50Ms"],
    ["0.95", "totalMs", "p95Ms"],
    ["0.99", "totalMs", "p99Ms"],
    ["0.5", "firstByteMs", "firstByteP50Ms"],
    ["0.95", "firstByteMs", "firstByteP95Ms"],
    ["0.99", "firstByteMs", "firstByteP99Ms"],
    ["0.5", "tokensPerSecond", "tokensPerSecond"],
  ]
    .map(([share, of, name]) => `percentile_cont(${share}) WITHIN GROUP (ORDER BY "${of}") AS "${name}"`)
    .join(", "),
);

const HISTOGRAMS = Prisma.raw(
  ["totalMs", "firstByteMs", "tokensPerSecond"].map((name) => `coalesce(sum("${name}"), 0)::text AS "${name}"`).join(", "),
);

function durationsOf(row: Group): UsageDurations {
  const of = (name: keyof UsageDurations) => {
    const value = row[name];
    return typeof value === "number" ? value : null;
  };
  return {
    p50Ms: of("p50Ms"),
    p95Ms: of("p95Ms"),
    p99Ms: of("p99Ms"),
    firstByteP50Ms: of("firstByteP50Ms"),
    firstByteP95Ms: of("firstByteP95Ms"),
    firstByteP99Ms: of("firstByteP99Ms"),
    tokensPerSecond: of("tokensPerSecond"),
  };
}

function fromHistograms(row: Group): UsageDurations {
  const [total, firstByte, speed] = [row["totalMs"], row["firstByteMs"], row["tokensPerSecond"]].map((digits) =>
    readHistogram(String(digits)),
  );
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
