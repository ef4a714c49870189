import { type UsageQuestion, type UsageRow, usageQuerySchema } from "@sluice/definition/analytics";
import type { ManagementContext } from "../context.ts";
import { sumKnown } from "../logs/log-entry.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { authoriseUsage } from "./authorise-usage.ts";
import type { Range } from "./cut-range.ts";
import { readDroppedBefore } from "./dropped-before.ts";
import { partsOf } from "./parts-of.ts";
import { groupKey, readDurations } from "./read-durations.ts";
import { sumUsage, type UsageSums } from "./sum-usage.ts";

const DAY_MS = 86_400_000;
const USUAL_RANGE_MS = DAY_MS;
/** A year and its leap day: further back is a report's business, not a page's. */
export const LONGEST_RANGE_DAYS = 366;
/** Wider than any screen. */
export const MOST_STEPS = 2_000;
/** Steps times groups. What is cut off would be missing without a sign, so that more is refused. */
export const MOST_ROWS = 10_000;
/** Up to so many requests, percentiles are those of their durations; sorting more takes longer than a page should. */
export const MOST_SORTED = 10_000;
/** Rows of more days are too many tables to look into for the sake of a few of them. */
const MOST_SORTED_DAYS = 31;

/** Requests, tokens, costs and durations in a range of time, by whatever they are asked by. */
export async function readUsage(context: ManagementContext, query: unknown): Promise<{ data: UsageRow[] } | ManagementError> {
  const asked = parseInput(usageQuerySchema, query);
  // Whoever may see nothing learns nothing about the query either.
  const denied = await authoriseUsage(context, asked instanceof ManagementError ? {} : asked);
  if (denied) return denied;
  if (asked instanceof ManagementError) return asked;
  const range = rangeOf(asked, context.now());
  if (range instanceof ManagementError) return range;
  const dropped = await readDroppedBefore(context.db);
  const parts = partsOf(asked, { range, dropped });
  if (parts instanceof ManagementError) return parts;
  const timed = asked.durations !== "false";
  const rows = await sumUsage(context.db, asked, { parts, most: MOST_ROWS + 1, timed });
  if (rows.length > MOST_ROWS) {
    return new ManagementError(
      "invalid_request",
      `More than ${MOST_ROWS} rows. Ask for a shorter range, a longer interval or fewer groups.`,
    );
  }
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  const lengthMs = range.to.getTime() - range.from.getTime();
  const sortable = requests <= MOST_SORTED && lengthMs <= MOST_SORTED_DAYS * DAY_MS && range.from.getTime() >= dropped.rows;
  const exact = timed && sortable ? await readDurations(context.db, asked, range) : null;
  return {
    data: rows.map((row) => {
      const { step, durations, ...sums } = row;
      return {
        ...(step ? { timestamp: step.toISOString() } : {}),
        ...withTotals(sums),
        ...(exact?.get(groupKey(asked, row)) ?? durations),
      };
    }),
  };
}

/** The range that is asked for; a refusal where it is none. */
export function rangeOf({ from, to, interval }: Pick<UsageQuestion, "from" | "to" | "interval">, now: Date): Range | ManagementError {
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

/** Prompt, completion and total from the disjoint buckets, as OpenAI counts them. */
function withTotals(sums: Omit<UsageSums, "step" | "durations">) {
  const { inputTokens, cacheWriteTokens, cacheWriteHourTokens, audioInputTokens, outputTokens, audioOutputTokens, ...others } = sums;
  const { reasoningBesideTokens, ...row } = others;
  const promptTokens = sumKnown(inputTokens, row.cachedTokens, cacheWriteTokens, cacheWriteHourTokens, audioInputTokens);
  const generatedTokens = sumKnown(outputTokens, row.reasoningTokens, audioOutputTokens);
  const completionTokens = generatedTokens === null ? null : generatedTokens - (reasoningBesideTokens ?? 0);
  return { ...row, promptTokens, completionTokens, totalTokens: sumKnown(promptTokens, generatedTokens) };
}
