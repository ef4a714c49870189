import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import { type Fields, isObject } from "../chat/read-fields.ts";

/** Bedrock's `usage`, which counts cached tokens apart from input, and reasoning among the output. */
export function readUsage(report: unknown): TokenUsage {
  if (!isObject(report)) return NO_USAGE;
  const input = count(report, "inputTokens");
  const output = count(report, "outputTokens");
  if (input === null && output === null) return NO_USAGE;
  return {
    input,
    cacheRead: count(report, "cacheReadInputTokens"),
    cacheWrite: count(report, "cacheWriteInputTokens"),
    output,
    reasoning: null,
    provenance: "reported",
  };
}

function count(report: Fields, name: string): number | null {
  const value = report[name];
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
}
