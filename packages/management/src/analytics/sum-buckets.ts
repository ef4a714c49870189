import type { Database } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import type { UsageQuestion } from "@sluice/definition/analytics";
import type { CountedTokens } from "@sluice/pricing/cost";
import type { Part } from "./cut-range.ts";
import { BUCKETS, readParts } from "./part-sql.ts";

/** What is paid of some requests, summed. */
export interface BucketSums {
  /** When its step begins; only where the question has an interval. */
  readonly step?: Date;
  readonly provider: string | null;
  readonly model: string | null;
  /** Which of the bounds their input is beyond: 0 for none. */
  readonly tier: number;
  readonly requests: number;
  readonly tokens: CountedTokens;
  /** Exact, as text; null where none of them has a cost. */
  readonly cost: string | null;
  readonly unpricedTokens: number;
}

export interface Asked {
  readonly question: UsageQuestion;
  readonly parts: readonly Part[];
  /** Token counts from which a request is paid otherwise. Only rows tell which side of one they are on: sums are on the first. */
  readonly bounds: readonly number[];
}

type Row = Omit<BucketSums, "tokens"> & Record<(typeof BUCKETS)[number], number>;

const INPUT = Prisma.raw(`"inputTokens" + "cacheReadTokens" + "cacheWriteTokens" + "cacheWriteHourTokens" + "audioInputTokens"`);
const SUMS = Prisma.raw(BUCKETS.map((name) => `sum("${name}")::float8 AS "${name}"`).join(", "));

/** What was read of a request, and what was written, of all kinds. */
export function sidesOf({ output, reasoning, audioOutput, ...read }: CountedTokens): {
  readonly inputTokens: number;
  readonly outputTokens: number;
} {
  const sum = (counts: readonly (number | null)[]) => counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  return { inputTokens: sum(Object.values(read)), outputTokens: sum([output, reasoning, audioOutput]) };
}

/** The disjoint buckets by provider and model, and by tier. */
export async function sumBuckets(db: Pick<Database, "$queryRaw">, { question, parts, bounds }: Asked): Promise<BucketSums[]> {
  const beyond = bounds.map((bound) => Prisma.sql`(CASE WHEN requests = 1 AND ${INPUT} > ${bound} THEN 1 ELSE 0 END)`);
  const tier = beyond.length === 0 ? Prisma.sql`0` : Prisma.join(beyond, " + ");
  const step = question.interval ? Prisma.raw("step, ") : Prisma.empty;
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${step}provider, model, tier, sum(requests)::float8 AS requests, ${SUMS},
      CASE WHEN sum(priced) > 0 THEN sum("costUsd")::text END AS cost, sum("unpricedTokens")::float8 AS "unpricedTokens"
    FROM (SELECT *, ${tier} AS tier FROM (${readParts({ ...question, groupBy: ["provider", "model"] }, parts, "sums")}) AS parts) AS used
    GROUP BY ${step}provider, model, tier ORDER BY requests DESC, provider, model, tier`;
  return rows.map(({ step, provider, model, tier, requests, cost, unpricedTokens, ...counts }) => ({
    ...(step ? { step } : {}),
    provider,
    model,
    tier,
    requests,
    cost,
    unpricedTokens,
    tokens: {
      input: counts.inputTokens,
      cacheRead: counts.cacheReadTokens,
      cacheWrite: counts.cacheWriteTokens,
      cacheWriteHour: counts.cacheWriteHourTokens,
      audioInput: counts.audioInputTokens,
      output: counts.outputTokens,
      reasoning: counts.reasoningTokens,
      audioOutput: counts.audioOutputTokens,
    },
  }));
}
