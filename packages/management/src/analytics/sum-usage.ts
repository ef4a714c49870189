import type { Database } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import { statusRange, type UsageGroup, type UsageQuestion, type UsageRow } from "@sluice/definition/analytics";

export interface Range {
  readonly from: Date;
  readonly to: Date;
}

const STATUS_CLASS = Prisma.sql`(status / 100)::text || 'xx'`;
const COLUMNS = {
  apiId: Prisma.sql`"apiId"`,
  applicationId: Prisma.sql`"applicationId"`,
  planId: Prisma.sql`"planId"`,
  subscriptionId: Prisma.sql`"subscriptionId"`,
  provider: Prisma.sql`"provider"`,
  model: Prisma.sql`"modelSent" AS "model"`,
  status: Prisma.sql`${STATUS_CLASS} AS "status"`,
  errorCode: Prisma.sql`"errorCode"`,
} as const satisfies Record<UsageGroup, Prisma.Sql>;
const GROUPED = { ...COLUMNS, model: Prisma.sql`"modelSent"`, status: STATUS_CLASS } as const satisfies Record<UsageGroup, Prisma.Sql>;

/** The buckets as they are stored; the rest as it is told. */
export type UsageSums = Omit<UsageRow, "timestamp" | "promptTokens" | "completionTokens" | "totalTokens"> & {
  readonly inputTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly cacheWriteHourTokens: number | null;
  readonly audioInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly audioOutputTokens: number | null;
  readonly reasoningBesideTokens: number | null;
};

/** Prompt of one row, and all that was generated, where they are known. */
const PROMPT = Prisma.sql`coalesce("inputTokens", 0)::int8 + coalesce("cacheReadTokens", 0) + coalesce("cacheWriteTokens", 0)
  + coalesce("cacheWriteHourTokens", 0) + coalesce("audioInputTokens", 0)`;
const COMPLETION = Prisma.sql`coalesce("outputTokens", 0)::int8 + coalesce("reasoningTokens", 0) + coalesce("audioOutputTokens", 0)`;
/** Tokens a second once the first byte was there. One that came in a single piece has no speed. */
const SPEED = Prisma.sql`1000 * (${COMPLETION}) / ("totalMs" - "firstByteMs")`;
const HAS_SPEED = Prisma.sql`streamed AND status < 400 AND "totalMs" > "firstByteMs" AND (${COMPLETION}) > 0`;

/** Counts come as doubles: exact up to 2^53, and JSON has nothing else. */
const MEASURES = Prisma.sql`
      count(*)::float8 AS requests,
      (count(*) FILTER (WHERE status >= 400))::float8 AS errors,
      sum("inputTokens")::float8 AS "inputTokens",
      sum("cacheReadTokens")::float8 AS "cachedTokens",
      sum("cacheWriteTokens")::float8 AS "cacheWriteTokens",
      sum("cacheWriteHourTokens")::float8 AS "cacheWriteHourTokens",
      sum("audioInputTokens")::float8 AS "audioInputTokens",
      sum("outputTokens")::float8 AS "outputTokens",
      sum("audioOutputTokens")::float8 AS "audioOutputTokens",
      sum("reasoningBesideTokens")::float8 AS "reasoningBesideTokens",
      sum("reasoningTokens")::float8 AS "reasoningTokens",
      (coalesce(sum(${PROMPT}) FILTER (WHERE provenance = 'estimated'), 0))::float8 AS "estimatedPromptTokens",
      (coalesce(sum(${COMPLETION}) FILTER (WHERE provenance = 'estimated'), 0))::float8 AS "estimatedCompletionTokens",
      sum("costUsd")::float8 AS cost,
      (coalesce(sum(${PROMPT} + ${COMPLETION}) FILTER (WHERE "costUsd" IS NULL), 0))::float8 AS "unpricedTokens"`;

/** Each sorts every row of its group: by far the dearest part of a question. */
const DURATIONS = Prisma.sql`
      percentile_cont(0.5) WITHIN GROUP (ORDER BY "totalMs") AS "p50Ms",
      percentile_cont(0.95) WITHIN GROUP (ORDER BY "totalMs") AS "p95Ms",
      percentile_cont(0.99) WITHIN GROUP (ORDER BY "totalMs") AS "p99Ms",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY "firstByteMs") AS "firstByteP50Ms",
      percentile_cont(0.95) WITHIN GROUP (ORDER BY "firstByteMs") AS "firstByteP95Ms",
      percentile_cont(0.99) WITHIN GROUP (ORDER BY "firstByteMs") AS "firstByteP99Ms",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY CASE WHEN ${HAS_SPEED} THEN ${SPEED} END) AS "tokensPerSecond"`;
const NO_DURATIONS = Prisma.raw(
  ["p50Ms", "p95Ms", "p99Ms", "firstByteP50Ms", "firstByteP95Ms", "firstByteP99Ms", "tokensPerSecond"]
    .map((name) => `NULL::float8 AS "${name}"`)
    .join(", "),
);

/** Reads rows, groups them, and sums. At most `most` groups. */
export async function sumUsage(
  db: Pick<Database, "$queryRaw">,
  asked: UsageQuestion,
  { most, ...range }: Range & { readonly most: number },
): Promise<(UsageSums & { timestamp?: Date })[]> {
  const { groupBy = [], interval, durations } = asked;
  const step = interval ? [Prisma.sql`step`] : [];
  const columns = [...(interval ? [Prisma.sql`step AS "timestamp"`] : []), ...groupBy.map((group) => COLUMNS[group])];
  const grouped = [...step, ...groupBy.map((group) => GROUPED[group])];
  // Steps are counted from a midnight, in UTC, whatever the range begins with.
  const stepped = interval
    ? Prisma.sql`, date_bin(make_interval(secs => ${interval}), "timestamp", TIMESTAMPTZ '2000-01-01 00:00:00Z') AS step`
    : Prisma.empty;
  return db.$queryRaw`
    SELECT ${columns.length > 0 ? Prisma.sql`${Prisma.join(columns)},` : Prisma.empty}${MEASURES}, ${durations === "false" ? NO_DURATIONS : DURATIONS}
    FROM (SELECT *${stepped} FROM "UsageRecord" WHERE ${whereOf(asked, range)}) AS used
    ${grouped.length > 0 ? Prisma.sql`GROUP BY ${Prisma.join(grouped)}` : Prisma.empty}
    ORDER BY ${Prisma.join([...step, Prisma.sql`requests DESC`, ...groupBy.map((group) => GROUPED[group])])}
    LIMIT ${most}`;
}

function whereOf(
  { apiId, applicationId, planId, subscriptionId, provider, model, status, errorCode }: UsageQuestion,
  { from, to }: Range,
): Prisma.Sql {
  const conditions = [
    Prisma.sql`"timestamp" >= ${from} AND "timestamp" < ${to}`,
    ...(apiId ? [Prisma.sql`"apiId" = ${apiId}::uuid`] : []),
    ...(applicationId ? [Prisma.sql`"applicationId" = ${applicationId}::uuid`] : []),
    ...(planId ? [Prisma.sql`"planId" = ${planId}::uuid`] : []),
    ...(subscriptionId ? [Prisma.sql`"subscriptionId" = ${subscriptionId}::uuid`] : []),
    ...(provider ? [Prisma.sql`provider = ${provider}`] : []),
    ...(model ? [Prisma.sql`"modelSent" = ${model}`] : []),
    ...(status ? [whereStatus(status)] : []),
    ...(errorCode ? [Prisma.sql`"errorCode" = ${errorCode}`] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

function whereStatus(filter: string): Prisma.Sql {
  const { from, below } = statusRange(filter);
  return Prisma.sql`status >= ${from} AND status < ${below}`;
}
