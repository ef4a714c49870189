import type { Database } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import type { UsageQuestion } from "@sluice/definition/analytics";
import type { Range } from "./cut-range.ts";
import { groupColumns, readParts } from "./part-sql.ts";
import type { UsageDurations } from "./sum-usage.ts";

type Group = Readonly<Record<string, unknown>>;

/** Which group a row is of: its step and what it is told apart by. */
export function groupKey(asked: UsageQuestion, row: Group): string {
  return JSON.stringify(groupColumns(asked).map((name) => row[name === "statusClass" && !(name in row) ? "status" : name] ?? null));
}

/** Exact percentiles of durations and the median speed, by group. They are sorted, so that there should be few. */
export async function readDurations(
  db: Pick<Database, "$queryRaw">,
  asked: UsageQuestion,
  range: Range,
): Promise<ReadonlyMap<string, UsageDurations>> {
  const columns = groupColumns(asked).map((name) => Prisma.raw(`"${name}"`));
  const rows = await db.$queryRaw<Group[]>`
    SELECT ${columns.length > 0 ? Prisma.sql`${Prisma.join(columns)},` : Prisma.empty}${PERCENTILES}
    FROM (${readParts(asked, [{ kind: "rows", ...range }], "durations")}) AS used
    ${columns.length > 0 ? Prisma.sql`GROUP BY ${Prisma.join(columns)}` : Prisma.empty}`;
  return new Map(rows.map((row) => [groupKey(asked, row), durationsOf(row)]));
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
