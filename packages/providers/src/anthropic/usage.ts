import { type Fields, isObject } from "@sluice/definition/json";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";

/**
 * Anthropic's `usage`, which already counts cached tokens apart from input. A later report replaces the numbers that it
 * names and leaves the others: a stream says the input first and the final output last, all cumulative.
 */
export function mergeUsage(before: TokenUsage, report: unknown): TokenUsage {
  if (!isObject(report)) return before;
  const whole = count(report, "output_tokens");
  const details = report["output_tokens_details"];
  const thinking = isObject(details) ? count(details, "thinking_tokens") : null;
  const reasoning = thinking ?? before.reasoning;
  const written = count(report, "cache_creation_input_tokens");
  const { cache_creation: creation } = report;
  const told = isObject(creation) ? count(creation, "ephemeral_1h_input_tokens") : null;
  // A stream's end repeats how much was written to caches, and not for how long.
  const forAnHour = told ?? before.cacheWriteHour;
  const after: TokenUsage = {
    ...before,
    input: count(report, "input_tokens") ?? before.input,
    cacheRead: count(report, "cache_read_input_tokens") ?? before.cacheRead,
    cacheWrite: written === null ? before.cacheWrite : Math.max(0, written - (forAnHour ?? 0)),
    cacheWriteHour: forAnHour,
    output: whole === null ? before.output : Math.max(0, whole - (reasoning ?? 0)),
    reasoning,
    provenance: "reported",
  };
  return after.input === null && after.output === null ? before : after;
}

export function readUsage(report: unknown): TokenUsage {
  return mergeUsage(NO_USAGE, report);
}

function count(report: Fields, name: string): number | null {
  const value = report[name];
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
}
