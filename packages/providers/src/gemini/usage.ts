import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import { isObject } from "../chat/read-fields.ts";

const FIELDS = [
  "promptTokenCount",
  "cachedContentTokenCount",
  "toolUsePromptTokenCount",
  "candidatesTokenCount",
  "thoughtsTokenCount",
  "totalTokenCount",
] as const;
type Counts = Partial<Record<(typeof FIELDS)[number], number>>;

/**
 * Collects `usageMetadata`. Each chunk of a stream repeats it with the numbers so far: the last word wins, field by field.
 * Cached tokens are part of the prompt; thoughts and what tools read are counted apart.
 */
export class UsageReader {
  #counts: Counts = {};

  read(report: unknown): void {
    if (!isObject(report)) return;
    for (const field of FIELDS) {
      const value = report[field];
      if (typeof value === "number" && Number.isFinite(value) && value >= 0) this.#counts[field] = Math.round(value);
    }
  }

  /** Reports without any count (`trafficType` alone) say nothing. Google leaves zeros out: next to a total, none is 0. */
  get usage(): TokenUsage {
    const { promptTokenCount: prompt, candidatesTokenCount: said, totalTokenCount: total } = this.#counts;
    if (prompt === undefined && said === undefined && total === undefined) return NO_USAGE;
    const cached = this.#counts.cachedContentTokenCount ?? null;
    const tools = this.#counts.toolUsePromptTokenCount ?? 0;
    const reasoning = this.#counts.thoughtsTokenCount ?? null;
    const rest = total === undefined ? null : Math.max(0, total - (prompt ?? 0) - tools - (reasoning ?? 0));
    return {
      input: prompt === undefined ? null : Math.max(0, prompt - (cached ?? 0)) + tools,
      cacheRead: cached,
      cacheWrite: null,
      output: said ?? rest,
      reasoning,
      provenance: "reported",
    };
  }
}
