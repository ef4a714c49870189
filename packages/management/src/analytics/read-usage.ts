import { type UsageQuestion, type UsageRow, usageQuerySchema } from "@sluice/definition/analytics";
import type { ManagementContext } from "../context.ts";
import { sumKnown } from "../logs/log-entry.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { authoriseUsage } from "./authorise-usage.ts";
import { type Range, sumUsage, type UsageSums } from "./sum-usage.ts";

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
  const rows = await sumUsage(context.db, asked, { ...range, most: MOST_ROWS + 1 });
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

/** Prompt, completion and total from the disjoint buckets, as OpenAI counts them. */
function withTotals(sums: UsageSums) {
  const { inputTokens, cacheWriteTokens, cacheWriteHourTokens, audioInputTokens, outputTokens, audioOutputTokens, ...others } = sums;
  const { reasoningBesideTokens, ...row } = others;
  const promptTokens = sumKnown(inputTokens, row.cachedTokens, cacheWriteTokens, cacheWriteHourTokens, audioInputTokens);
  const generatedTokens = sumKnown(outputTokens, row.reasoningTokens, audioOutputTokens);
  const completionTokens = generatedTokens === null ? null : generatedTokens - (reasoningBesideTokens ?? 0);
  return { ...row, promptTokens, completionTokens, totalTokens: sumKnown(promptTokens, generatedTokens) };
}
