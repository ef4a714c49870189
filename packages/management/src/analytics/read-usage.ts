import type { Database } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import { type UsageGroup, type UsageQuestion, type UsageRow, usageQuerySchema } from "@sluice/definition/analytics";
import type { ManagementContext } from "../context.ts";
import { sumKnown } from "../logs/log-entry.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { authoriseUsage } from "./authorise-usage.ts";

const DAY_MS = 86_400_000;
const USUAL_RANGE_MS = DAY_MS;
/** A year and its leap day: further back is a report's business, not a page's. */
export const LONGEST_RANGE_DAYS = 366;
/** Wider than any screen; every step sorts its own durations. */
export const MOST_STEPS = 2_000;
/** Steps times groups. What is cut off would be missing without a sign, so that more is refused. */
export const MOST_ROWS = 10_000;

/** Requests, tokens, costs and durations in a range of time, by whatever they are asked by. */
export async function readUsage(context: ManagementContext, query: unknown): Promise<{ data: UsageRow[] } | ManagementError> {
  const asked = parseInput(usageQuerySchema, query);
  // Whoever may see nothing learns nothing about the query either.
  const denied = await authoriseUsage(context, asked instanceof ManagementError ? {} : asked);
  if (denied) return denied;
  if (asked instanceof ManagementError) return asked;
  const range = rangeOf(asked, context.now());
  if (range instanceof ManagementError) return range;
  const rows = await sumUsage(context.db, asked, range);
  if (rows.length > MOST_ROWS) {
    return new ManagementError(
      "invalid_request",
      `More than ${MOST_ROWS} rows. Ask for a shorter range, a longer interval or fewer groups.`,
    );
  }
  return {
    data: rows.map(({ timestamp, ...row }) => ({ ...(timestamp ? { timestamp: timestamp.toISOString() } : {}), ...withTotals(row) })),
  };
}

interface Range {
  readonly from: Date;
  readonly to: Date;
}

function rangeOf({ from, to, interval }: UsageQuestion, now: Date): Range | ManagementError {
  const end = to ? new Date(to) : now;
  const start = from ? new Date(from) : new Date(end.getTime() - USUAL_RANGE_MS);
  const lengthMs = end.getTime() - start.getTime();
  if (lengthMs <= 0) return invalidFields({ from: "The range ends before it begins." });
  if (lengthMs > LONGEST_RANGE_DAYS * DAY_MS) return invalidFields({ from: `A range is at most ${LONGEST_RANGE_DAYS} days long.` });
  if (interval && lengthMs / 1000 / interval > MOST_STEPS) {
    return invalidFields({ interval: `More than ${MOST_STEPS} steps in this range: choose a longer interval.` });
  }
  return { from: start, to: end };
}

const COLUMNS = {
  apiId: Prisma.sql`"apiId"`,
  applicationId: Prisma.sql`"applicationId"`,
  planId: Prisma.sql`"planId"`,
  subscriptionId: Prisma.sql`"subscriptionId"`,
  provider: Prisma.sql`"provider"`,
  model: Prisma.sql`"modelSent" AS "model"`,
} as const satisfies Record<UsageGroup, Prisma.Sql>;
const GROUPED = { ...COLUMNS, model: Prisma.sql`"modelSent"` } as const satisfies Record<UsageGroup, Prisma.Sql>;

type Sums = Omit<UsageRow, "timestamp" | "promptTokens" | "completionTokens" | "totalTokens"> & {
  readonly inputTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly outputTokens: number | null;
};

/** Counts come as doubles: exact up to 2^53, and JSON has nothing else. */
async function sumUsage(db: Pick<Database, "$queryRaw">, asked: UsageQuestion, range: Range): Promise<(Sums & { timestamp?: Date })[]> {
  const { groupBy = [], interval } = asked;
  const step = interval ? [Prisma.sql`step`] : [];
  const columns = [...(interval ? [Prisma.sql`step AS "timestamp"`] : []), ...groupBy.map((group) => COLUMNS[group])];
  const grouped = [...step, ...groupBy.map((group) => GROUPED[group])];
  // Steps are counted from a midnight, in UTC, whatever the range begins with.
  const stepped = interval
    ? Prisma.sql`, date_bin(make_interval(secs => ${interval}), "timestamp", TIMESTAMPTZ '2000-01-01 00:00:00Z') AS step`
    : Prisma.empty;
  return db.$queryRaw`
    SELECT ${columns.length > 0 ? Prisma.sql`${Prisma.join(columns)},` : Prisma.empty}
      count(*)::float8 AS requests,
      (count(*) FILTER (WHERE status >= 400))::float8 AS errors,
      sum("inputTokens")::float8 AS "inputTokens",
      sum("cacheReadTokens")::float8 AS "cachedTokens",
      sum("cacheWriteTokens")::float8 AS "cacheWriteTokens",
      sum("outputTokens")::float8 AS "outputTokens",
      sum("reasoningTokens")::float8 AS "reasoningTokens",
      sum("costUsd")::float8 AS cost,
      (coalesce(sum(coalesce("inputTokens", 0)::int8 + coalesce("cacheReadTokens", 0) + coalesce("cacheWriteTokens", 0)
        + coalesce("outputTokens", 0) + coalesce("reasoningTokens", 0)) FILTER (WHERE "costUsd" IS NULL), 0))::float8 AS "unpricedTokens",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY "totalMs") AS "p50Ms",
      percentile_cont(0.95) WITHIN GROUP (ORDER BY "totalMs") AS "p95Ms",
      percentile_cont(0.99) WITHIN GROUP (ORDER BY "totalMs") AS "p99Ms"
    FROM (SELECT *${stepped} FROM "UsageRecord" WHERE ${whereOf(asked, range)}) AS used
    ${grouped.length > 0 ? Prisma.sql`GROUP BY ${Prisma.join(grouped)}` : Prisma.empty}
    ORDER BY ${Prisma.join([...step, Prisma.sql`requests DESC`, ...groupBy.map((group) => GROUPED[group])])}
    LIMIT ${MOST_ROWS + 1}`;
}

function whereOf({ apiId, applicationId, planId, subscriptionId, provider, model }: UsageQuestion, { from, to }: Range): Prisma.Sql {
  const conditions = [
    Prisma.sql`"timestamp" >= ${from} AND "timestamp" < ${to}`,
    ...(apiId ? [Prisma.sql`"apiId" = ${apiId}::uuid`] : []),
    ...(applicationId ? [Prisma.sql`"applicationId" = ${applicationId}::uuid`] : []),
    ...(planId ? [Prisma.sql`"planId" = ${planId}::uuid`] : []),
    ...(subscriptionId ? [Prisma.sql`"subscriptionId" = ${subscriptionId}::uuid`] : []),
    ...(provider ? [Prisma.sql`provider = ${provider}`] : []),
    ...(model ? [Prisma.sql`"modelSent" = ${model}`] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

/** Prompt, completion and total from the disjoint buckets, as OpenAI counts them. */
function withTotals({ inputTokens, cacheWriteTokens, outputTokens, ...row }: Sums) {
  const promptTokens = sumKnown(inputTokens, row.cachedTokens, cacheWriteTokens);
  const completionTokens = sumKnown(outputTokens, row.reasoningTokens);
  return { ...row, promptTokens, completionTokens, totalTokens: sumKnown(promptTokens, completionTokens) };
}
