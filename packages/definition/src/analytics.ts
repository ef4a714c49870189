import { z } from "zod";

/** Usage as the management API asks for it and tells it. Times are ISO 8601. */

const id = z.uuid();
const moment = z.iso.datetime({ offset: true, error: "A moment in ISO 8601, such as 2027-01-31T00:00:00Z." });

/** What usage can be told apart by. A model is the one that was sent to the provider, a status its class: `4xx`. */
export const USAGE_GROUPS = ["apiId", "applicationId", "planId", "subscriptionId", "provider", "model", "status", "errorCode"] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** `application` says the same as `applicationId`. */
function groupNamed(word: string): UsageGroup | undefined {
  return USAGE_GROUPS.find((group) => group === word || group === `${word}Id`);
}

const groupBy = z
  .string()
  .max(200)
  .transform((text, ctx): UsageGroup[] => {
    const words = text.split(",").map((word) => word.trim());
    const groups = words.flatMap((word) => groupNamed(word) ?? []);
    if (groups.length === words.length) return [...new Set(groups)];
    ctx.addIssue({ code: "custom", message: `Group by one or more of ${USAGE_GROUPS.join(", ")}, separated by commas.` });
    return z.NEVER;
  });

const UNIT_SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
/** Finer steps than this would be emptier than they are wide. */
const SHORTEST_INTERVAL_SECONDS = 10;
const LONGEST_INTERVAL_SECONDS = 31 * UNIT_SECONDS.d;

/** `5m`, in seconds. */
const interval = z.string().transform((text, ctx): number => {
  const [, count, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * UNIT_SECONDS[(unit ?? "s") as keyof typeof UNIT_SECONDS];
  if (seconds >= SHORTEST_INTERVAL_SECONDS && seconds <= LONGEST_INTERVAL_SECONDS) return seconds;
  ctx.addIssue({ code: "custom", message: "A number and s, m, h or d, from 10s to 31d: 5m." });
  return z.NEVER;
});

/** `429`, a class of them: `4xx`, or `error` for 400 and above: what usage counts as errors. */
export const statusFilter = z.string().regex(/^(?:[1-5]\d\d|[1-5]xx|error)$/, "A status, a class of them, or error: 429, 5xx.");

/** The statuses that a filter means: from the first, up to but without `below`. */
export function statusRange(filter: string): { readonly from: number; readonly below: number } {
  if (filter === "error") return { from: 400, below: 600 };
  if (!filter.endsWith("xx")) return { from: Number(filter), below: Number(filter) + 1 };
  const from = Number(filter[0]) * 100;
  return { from, below: from + 100 };
}

/** What has tokens and no price: it is in no cost. */
export const unpricedFilter = z
  .enum(["true"])
  .optional()
  .meta({ description: "Those whose tokens are known and whose model has no price" });

export const usageQuerySchema = z.object({
  apiId: id.optional(),
  applicationId: id.optional(),
  planId: id.optional(),
  subscriptionId: id.optional(),
  model: z.string().max(512).optional().meta({ description: "As it was sent to the provider" }),
  provider: z.string().max(512).optional().meta({ description: "The endpoint group's name" }),
  status: statusFilter.optional(),
  errorCode: z.string().max(100).optional(),
  unpriced: unpricedFilter,
  from: moment.optional().meta({ description: "24 hours before `to` when left out" }),
  to: moment.optional().meta({ description: "Now when left out" }),
  interval: interval.optional().meta({ description: "By time as well, in steps of 10s to 31d, counted from midnight UTC: 5m, 1h, 1d" }),
  groupBy: groupBy.optional().meta({ description: `${USAGE_GROUPS.join(", ")}; several by commas` }),
  durations: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "false leaves percentiles and tokens a second null: each of them sorts every request in the range" }),
});
export type UsageQuestion = z.output<typeof usageQuerySchema>;

/** A sum is null where nothing is known: no provider said its tokens, no model had a price. */
const tokens = z.int().nullable();
const ms = z.number().nullable().meta({ description: "Null where nothing was measured, and with durations=false" });
const group = z.string().nullable().optional();

export const usageRowSchema = z.object({
  timestamp: z.iso.datetime().optional().meta({ description: "With interval: when the step begins. Steps without a request are left out" }),
  apiId: group,
  applicationId: group,
  planId: group,
  subscriptionId: group,
  provider: group,
  model: group,
  status: group.meta({ description: "The class: 2xx, 4xx" }),
  errorCode: group,
  requests: z.int(),
  /** Refused or failed: status 400 and above. */
  errors: z.int(),
  /** Cached ones among them. */
  promptTokens: tokens,
  /** Reasoning among them. */
  completionTokens: tokens,
  /** Read from the provider's cache. */
  cachedTokens: tokens,
  reasoningTokens: tokens,
  totalTokens: tokens,
  /** Of the above, what the gateway guessed, because the provider gave no count. */
  estimatedPromptTokens: z.int(),
  estimatedCompletionTokens: z.int(),
  cost: z.number().nullable().meta({ description: "US dollars, of what has a price; null when nothing has" }),
  unpricedTokens: z.int().meta({ description: "Tokens of models without a price: they are in no cost" }),
  p50Ms: ms,
  p95Ms: ms,
  p99Ms: ms,
  firstByteP50Ms: ms,
  firstByteP95Ms: ms,
  firstByteP99Ms: ms,
  tokensPerSecond: z.number().nullable().meta({ description: "Output after the first byte: the median of streamed answers" }),
});
export const usageSchema = z.object({ data: z.array(usageRowSchema) });

export type UsageRow = z.output<typeof usageRowSchema>;
