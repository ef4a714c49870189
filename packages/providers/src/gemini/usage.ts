import { isObject } from "@sluice/definition/json";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";

const FIELDS = [
  "promptTokenCount",
  "cachedContentTokenCount",
  "toolUsePromptTokenCount",
  "candidatesTokenCount",
  "thoughtsTokenCount",
  "totalTokenCount",
] as const;
/** Tokens by kind of content (https://ai.google.dev/api/generate-content#UsageMetadata); each is part of the count of its name. */
const SOUND_FIELDS = ["promptTokensDetails", "cacheTokensDetails", "candidatesTokensDetails"] as const;
type Counts = Partial<Record<(typeof FIELDS)[number] | (typeof SOUND_FIELDS)[number], number>>;

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
    for (const field of SOUND_FIELDS) {
      const sound = soundIn(report[field]);
      if (sound !== null) this.#counts[field] = sound;
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
    const uncached = prompt === undefined ? null : Math.max(0, prompt - (cached ?? 0));
    const output = said ?? rest;
    const heard = this.#sound("promptTokensDetails", uncached);
    const spoken = this.#sound("candidatesTokensDetails", output);
    return {
      ...NO_USAGE,
      input: uncached === null ? null : uncached - (heard ?? 0) + tools,
      cacheRead: cached,
      audioInput: heard,
      output: output === null ? null : output - (spoken ?? 0),
      reasoning,
      audioOutput: spoken,
      provenance: "reported",
    };
  }

  /** Sound that was cached is in the cache's bucket. */
  #sound(field: "promptTokensDetails" | "candidatesTokensDetails", whole: number | null): number | null {
    const sound = this.#counts[field];
    if (sound === undefined || whole === null) return null;
    const cached = field === "promptTokensDetails" ? (this.#counts.cacheTokensDetails ?? 0) : 0;
    return Math.min(whole, Math.max(0, sound - cached));
  }
}

/** Null where a list of details says nothing of sound. */
function soundIn(details: unknown): number | null {
  const sound = Array.isArray(details) ? details.find((detail) => isObject(detail) && detail["modality"] === "AUDIO") : undefined;
  const count = isObject(sound) ? sound["tokenCount"] : null;
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? Math.round(count) : null;
}
