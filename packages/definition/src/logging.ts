import { z } from "zod";
import { expressionText } from "./policies/policy-kind.ts";

/** What becomes of an API's contents when nothing else is said. */
export const DEFAULT_CONTENT_DAYS = 7;
const LONGEST_CONTENT_DAYS = 3_650;

/**
 * Which contents of an API's requests are kept, apart from the usage rows that every request leaves. `content` says of which way; the rest
 * may be left out, so that definitions from before it was there stay the same.
 */
export const loggingSchema = z.strictObject({
  content: z.enum(["NONE", "REQUEST", "RESPONSE", "ALL"]).default("NONE"),
  /** Between caller and gateway, between gateway and provider, or both; between caller and gateway when left out. */
  mode: z.strictObject({ entrypoint: z.boolean().default(true), endpoint: z.boolean().default(false) }).optional(),
  /** True when left out, as is the payload. */
  headers: z.boolean().optional(),
  payload: z.boolean().optional(),
  condition: expressionText(z.string().max(4_096), "condition").optional(),
  samplingPercent: z
    .number("Sampling has to be a percentage.")
    .min(0, "Sampling has to be between 0 and 100 percent.")
    .max(100, "Sampling has to be between 0 and 100 percent.")
    .optional(),
  /** As the gateways are set when left out. */
  retentionDays: z
    .int("Contents are kept for whole days.")
    .min(1, "Contents are kept for at least a day.")
    .max(LONGEST_CONTENT_DAYS, `Contents are kept for at most ${LONGEST_CONTENT_DAYS} days.`)
    .optional(),
});

export type Logging = z.output<typeof loggingSchema>;

/** The same with everything said. */
export interface WholeLogging {
  readonly request: boolean;
  readonly response: boolean;
  readonly entrypoint: boolean;
  readonly endpoint: boolean;
  readonly headers: boolean;
  readonly payload: boolean;
  /** Empty: always. */
  readonly condition: string;
  readonly samplingPercent: number;
  /** Null: as the gateways are set. */
  readonly retentionDays: number | null;
}

export function wholeLogging({ content, mode, headers, payload, condition, samplingPercent, retentionDays }: Logging): WholeLogging {
  return {
    request: content === "REQUEST" || content === "ALL",
    response: content === "RESPONSE" || content === "ALL",
    entrypoint: mode?.entrypoint ?? true,
    endpoint: mode?.endpoint ?? false,
    headers: headers ?? true,
    payload: payload ?? true,
    condition: condition?.trim() ?? "",
    samplingPercent: samplingPercent ?? 100,
    retentionDays: retentionDays ?? null,
  };
}

/** Whether anything is kept at all. */
export function keepsContents(analytics: { readonly enabled: boolean; readonly logging: Logging }): boolean {
  const { request, response, entrypoint, endpoint, headers, payload, samplingPercent } = wholeLogging(analytics.logging);
  return analytics.enabled && (request || response) && (entrypoint || endpoint) && (headers || payload) && samplingPercent > 0;
}
