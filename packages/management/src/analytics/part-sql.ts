import { Prisma } from "@sluice/db/generated/client";
import { statusRange, type UsageGroup, type UsageQuestion } from "@sluice/definition/analytics";
import type { Part } from "./cut-range.ts";

/** What sums can be told apart by, as rows and series call it; `status` is the class. */
const STATUS_CLASS = Prisma.sql`("status" / 100)::text || 'xx'`;
const GROUPS = {
  apiId: { row: Prisma.sql`"apiId"`, series: Prisma.sql`"apiId"` },
  applicationId: { row: Prisma.sql`"applicationId"`, series: Prisma.sql`"applicationId"` },
  planId: { row: Prisma.sql`"planId"`, series: Prisma.sql`"planId"` },
  subscriptionId: { row: Prisma.sql`"subscriptionId"`, series: Prisma.sql`"subscriptionId"` },
  provider: { row: Prisma.sql`"provider"`, series: Prisma.sql`"provider"` },
  model: { row: Prisma.sql`"modelSent" AS "model"`, series: Prisma.sql`"model"` },
  status: { row: Prisma.sql`${STATUS_CLASS} AS "statusClass"`, series: Prisma.sql`${STATUS_CLASS} AS "statusClass"` },
  errorCode: { row: Prisma.sql`"errorCode"`, series: Prisma.sql`"errorCode"` },
} as const satisfies Record<UsageGroup, { readonly row: Prisma.Sql; readonly series: Prisma.Sql }>;

/** As the rollups keep them, in the order of the digits of `told`. */
export const BUCKETS = [
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "cacheWriteHourTokens",
  "audioInputTokens",
  "outputTokens",
  "reasoningTokens",
  "audioOutputTokens",
  "reasoningBesideTokens",
] as const;
/** One more row that told the bucket at this place. */
const told = (at: number) => `1${"0".repeat(12 * at)}::numeric`;

const PROMPT = `coalesce("inputTokens", 0)::int8 + coalesce("cacheReadTokens", 0) + coalesce("cacheWriteTokens", 0) + coalesce("cacheWriteHourTokens", 0) + coalesce("audioInputTokens", 0)`;
const COMPLETION = `coalesce("outputTokens", 0)::int8 + coalesce("reasoningTokens", 0) + coalesce("audioOutputTokens", 0)`;
/** Tokens a second once the first byte was there. One that came in a single piece has no speed. */
const SPEED = `CASE WHEN "streamed" AND "status" < 400 AND "totalMs" > "firstByteMs" AND (${COMPLETION}) > 0 THEN 1000 * (${COMPLETION}) / ("totalMs" - "firstByteMs") END`;

/** A row as if it were a sum of one; `usage_roll_up_statement` in the database says the same. */
const ROW_SUMS = [
  `1::int8 AS requests`,
  ...BUCKETS.map((name) => `coalesce("${name}", 0)::int8 AS "${name}"`),
  `${BUCKETS.map((name, at) => `CASE WHEN "${name}" IS NULL THEN 0 ELSE ${told(at)} END`).join(" + ")} AS told`,
  `CASE WHEN "costUsd" IS NULL THEN ${PROMPT} + ${COMPLETION} ELSE 0 END AS "unpricedTokens"`,
  `coalesce("costUsd", 0) AS "costUsd"`,
  `("costUsd" IS NOT NULL)::int::int8 AS priced`,
];
const KEPT_SUMS = ["requests", ...BUCKETS.map((name) => `"${name}"`), "told", `"unpricedTokens"`, `"costUsd"`, "priced"];

/** A row's durations as if they were histograms of one. */
const ROW_BINS = [
  `usage_bin("totalMs") AS "totalMs"`,
  `coalesce(usage_bin("firstByteMs"), 0) AS "firstByteMs"`,
  `coalesce(usage_bin(${SPEED}), 0) AS "tokensPerSecond"`,
];
const KEPT_BINS = [`"totalMs"`, `"firstByteMs"`, `"tokensPerSecond"`];

/** What a reading is for: each reads the columns that it needs. */
export const MEASURED = {
  requests: { row: ["1::int8 AS requests"], kept: ["requests"] },
  sums: { row: ROW_SUMS, kept: KEPT_SUMS },
  timedSums: { row: [...ROW_SUMS, ...ROW_BINS], kept: [...KEPT_SUMS, ...KEPT_BINS] },
  /** The durations themselves, of rows. */
  durations: { row: [`"totalMs"`, `"firstByteMs"`, `${SPEED} AS "tokensPerSecond"`], kept: [] },
} as const satisfies Record<string, { readonly row: readonly string[]; readonly kept: readonly string[] }>;
export type Measured = keyof typeof MEASURED;

/** The names of the columns that tell groups apart, in order. */
export function groupColumns({ groupBy = [], interval }: UsageQuestion): readonly string[] {
  return [...(interval ? ["step"] : []), ...groupBy.map((group) => (group === "status" ? "statusClass" : group))];
}

/** Rows, or sums of them, of these parts of time: what tells groups apart, and what is measured. */
export function readParts(asked: UsageQuestion, parts: readonly Part[], measured: Measured): Prisma.Sql {
  return Prisma.join(
    parts.map((part) => (part.kind === "rows" ? rowsOf(asked, part, measured) : keptOf(asked, part, measured))),
    " UNION ALL ",
  );
}

function rowsOf(asked: UsageQuestion, { from, to }: Part, measured: Measured): Prisma.Sql {
  const { groupBy = [] } = asked;
  const columns = [...stepOf(asked, Prisma.sql`"timestamp"`), ...groupBy.map((group) => GROUPS[group].row), ...CONDITIONS];
  return Prisma.sql`SELECT ${Prisma.join(columns)}, ${Prisma.raw(MEASURED[measured].row.join(", "))} FROM "UsageRecord"
    WHERE "timestamp" >= ${from} AND "timestamp" < ${to}${whereOf(asked, Prisma.sql`"modelSent"`)}${asked.unpriced ? UNPRICED : Prisma.empty}`;
}

function keptOf(asked: UsageQuestion, { kind, from, to }: Part, measured: Measured): Prisma.Sql {
  const { groupBy = [] } = asked;
  const columns = [...stepOf(asked, Prisma.sql`at`), ...groupBy.map((group) => GROUPS[group].series), ...CONDITIONS];
  return Prisma.sql`SELECT ${Prisma.join(columns)}, ${Prisma.raw(MEASURED[measured].kept.join(", "))}
    FROM "UsageRollup" JOIN "UsageSeries" ON id = series
    WHERE "level" = ${kind}::"RollupLevel" AND at >= ${from} AND at < ${to}${whereSeries(asked)}`;
}

/** As the index of such rows has it. */
const UNPRICED = Prisma.sql` AND "costUsd" IS NULL AND provenance <> 'none'`;

/** What sums are told apart by within a group. */
const CONDITIONS = [Prisma.sql`"status"`, Prisma.sql`"provenance"`];

/** Steps are counted from a midnight, in UTC, whatever the range begins with. */
function stepOf({ interval }: UsageQuestion, at: Prisma.Sql): Prisma.Sql[] {
  return interval ? [Prisma.sql`date_bin(make_interval(secs => ${interval}), ${at}, TIMESTAMPTZ '2000-01-01 00:00:00Z') AS step`] : [];
}

/** What series are narrowed to, each condition after an AND. */
export function whereSeries(asked: UsageQuestion): Prisma.Sql {
  return whereOf(asked, Prisma.sql`"model"`);
}

function whereOf(asked: UsageQuestion, modelColumn: Prisma.Sql): Prisma.Sql {
  const { apiId, applicationId, planId, subscriptionId, provider, model, status, errorCode } = asked;
  return Prisma.join(
    [
      Prisma.empty,
      ...(apiId ? [Prisma.sql`"apiId" = ${apiId}::uuid`] : []),
      ...(applicationId ? [Prisma.sql`"applicationId" = ${applicationId}::uuid`] : []),
      ...(planId ? [Prisma.sql`"planId" = ${planId}::uuid`] : []),
      ...(subscriptionId ? [Prisma.sql`"subscriptionId" = ${subscriptionId}::uuid`] : []),
      ...(provider ? [Prisma.sql`"provider" = ${provider}`] : []),
      ...(model ? [Prisma.sql`${modelColumn} = ${model}`] : []),
      ...(status ? [whereStatus(status)] : []),
      ...(errorCode ? [Prisma.sql`"errorCode" = ${errorCode}`] : []),
    ],
    " AND ",
  );
}

function whereStatus(filter: string): Prisma.Sql {
  const { from, below } = statusRange(filter);
  return Prisma.sql`"status" >= ${from} AND "status" < ${below}`;
}
