import { z } from "zod";
import { statusFilter, unpricedFilter } from "./analytics.ts";
import { CONTENT_STATES } from "./contents.ts";
import { pageQuerySchema } from "./resources.ts";

/** Requests one by one, as the management API tells them. Times are ISO 8601. */

const id = z.uuid();
const moment = z.iso.datetime({ offset: true, error: "A moment in ISO 8601, such as 2027-01-31T00:00:00Z." });
const tokens = z.int().nullable();

/** Which requests. */
const logFilterSchema = z.object({
  apiId: id.optional(),
  applicationId: id.optional(),
  planId: id.optional(),
  subscriptionId: id.optional(),
  provider: z.string().max(512).optional(),
  model: z.string().max(512).optional().meta({ description: "As it was sent to the provider" }),
  status: statusFilter.optional(),
  errorCode: z.string().max(100).optional(),
  unpriced: unpricedFilter,
  requestId: z.string().max(100).optional(),
  from: moment.optional(),
  to: moment.optional(),
});
export const LOG_FORMATS = ["csv", "jsonl"] as const;
export const logExportQuerySchema = logFilterSchema.extend({ format: z.enum(LOG_FORMATS).default("csv") });
export const logQuerySchema = pageQuerySchema.extend({
  ...logFilterSchema.shape,
  /** Pages deep in the past are slow by number: the cursor of the page before leads to the next at once. */
  cursor: z.string().max(200).optional().meta({ description: "`pagination.next` of the page before; `page` is not looked at then" }),
});

/** One row a request, refusals included. */
export const logEntrySchema = z.object({
  requestId: z.string(),
  timestamp: z.iso.datetime(),
  apiId: id.nullable(),
  planId: id.nullable(),
  applicationId: id.nullable(),
  subscriptionId: id.nullable(),
  method: z.string(),
  path: z.string(),
  status: z.int(),
  errorCode: z.string().nullable(),
  streamed: z.boolean(),
  provider: z.string().nullable(),
  endpoint: z.string().nullable(),
  modelAsked: z.string().nullable(),
  modelSent: z.string().nullable(),
  modelAnswered: z.string().nullable(),
  attempts: z.int(),
  usage: z.object({
    /** Cached ones among them; null where nobody told. */
    promptTokens: tokens,
    /** Reasoning among them, unless the provider counts it beside them. */
    completionTokens: tokens,
    totalTokens: tokens,
    cachedTokens: tokens,
    reasoningTokens: tokens,
    /** What the numbers above are made of. No token is in two of them. */
    buckets: z.object({
      input: tokens,
      cacheRead: tokens,
      cacheWrite: tokens,
      cacheWriteHour: tokens.meta({ description: "Written to a cache that keeps for an hour" }),
      audioInput: tokens,
      output: tokens,
      reasoning: tokens,
      audioOutput: tokens,
    }),
    provenance: z.enum(["reported", "drained", "estimated", "none"]).meta({
      description: "Said by the provider, read on to after the caller had left, worked out by the gateway, or not known",
    }),
    estimateError: tokens.meta({ description: "Tokens that an estimate may be off, either way; null where nothing is estimated" }),
  }),
  cost: z.number().nullable().meta({ description: "US dollars; null where a price or the usage is not known" }),
  /** `own:<id>@<version>`, `definition@<revision>`, `genai-prices@0.1.8`; null where there is no cost. */
  priceVersion: z.string().nullable(),
  gatewayMs: z.number(),
  firstByteMs: z.number().nullable(),
  totalMs: z.number(),
});

const attempt = z.object({
  provider: z.string(),
  endpoint: z.string(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  ms: z.number(),
});
const decision = z.object({ policy: z.string(), step: z.string(), action: z.string(), detail: z.string() });

/** The same with its why. Names are those of now. */
export const logDetailSchema = logEntrySchema.extend({
  gateway: z.string(),
  revision: z.int().nullable(),
  apiName: z.string().nullable(),
  planName: z.string().nullable(),
  applicationName: z.string().nullable(),
  /** What each policy has decided, in order. */
  policyDecisions: z.array(decision),
  /** Calls to providers, in order; empty where the first one answered well. */
  attemptDetails: z.array(attempt),
  translation: z.object({
    dropped: z.array(z.string()).meta({ description: "Parameters that the provider has no word for" }),
    adapted: z.array(z.string()).meta({ description: "What was changed on the way, in words" }),
  }),
  contentState: z.enum(CONTENT_STATES).meta({ description: "Whether what was asked and answered is kept, or why not" }),
});

export const logPaginationSchema = z.object({
  page: z.int(),
  perPage: z.int(),
  pageCount: z.int(),
  /** Counted up to a bound: at that number there are as many or more. */
  totalCount: z.int(),
  next: z.string().nullable().meta({ description: "The cursor of the next page; null on the last" }),
});

export type LogEntry = z.output<typeof logEntrySchema>;
export type LogDetail = z.output<typeof logDetailSchema>;
export type LogFilter = z.output<typeof logFilterSchema>;
