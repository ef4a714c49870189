import { type Fields, isObject } from "@sluice/definition/json";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";

/** Bedrock's `usage`, which counts cached tokens apart from input, and reasoning among the output. */
export function readUsage(report: unknown): TokenUsage {
  if (!isObject(report)) return NO_USAGE;
  const input = count(report, "inputTokens");
  const output = count(report, "outputTokens");
  if (input === null && output === null) return NO_USAGE;
  const written = count(report, "cacheWriteInputTokens");
  const forAnHour = writtenForAnHour(report["cacheDetails"]);
  return {
    ...NO_USAGE,
    input,
    cacheRead: count(report, "cacheReadInputTokens"),
    cacheWrite: written === null ? null : Math.max(0, written - (forAnHour ?? 0)),
    cacheWriteHour: forAnHour,
    output,
    provenance: "reported",
  };
}

function writtenForAnHour(details: unknown): number | null {
  const hour = Array.isArray(details) ? details.find((detail) => isObject(detail) && detail["ttl"] === "1h") : undefined;
  return isObject(hour) ? count(hour, "inputTokens") : null;
}

function count(report: Fields, name: string): number | null {
  const value = report[name];
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
}
