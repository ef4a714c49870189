/**
 * How a request's tokens are known: said by the provider, read on to after the client had left,
 * worked out by us, or not at all.
 */
export type UsageProvenance = "reported" | "drained" | "estimated" | "none";

/** Tokens of one request in disjoint buckets. What nobody reported is null, never 0. */
export interface TokenUsage {
  readonly input: number | null;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
  readonly output: number | null;
  readonly reasoning: number | null;
  readonly provenance: UsageProvenance;
}

export const NO_USAGE: TokenUsage = {
  input: null,
  cacheRead: null,
  cacheWrite: null,
  output: null,
  reasoning: null,
  provenance: "none",
};

/**
 * OpenAI's `usage` object (chat, completions, embeddings, responses) in disjoint buckets.
 * OpenAI counts cached tokens inside the prompt and reasoning inside the completion: both are taken out here.
 * Returns null when the value is not a usage object.
 */
export function usageFromOpenAi(value: unknown): TokenUsage | null {
  if (typeof value !== "object" || value === null) return null;
  const usage = value as Record<string, unknown>;
  const prompt = count(usage["prompt_tokens"]) ?? count(usage["input_tokens"]);
  const completion = count(usage["completion_tokens"]) ?? count(usage["output_tokens"]);
  if (prompt === null && completion === null) return null;
  const inDetails = details(usage["prompt_tokens_details"] ?? usage["input_tokens_details"]);
  const outDetails = details(usage["completion_tokens_details"] ?? usage["output_tokens_details"]);
  const cacheRead = count(inDetails["cached_tokens"]);
  const reasoning = count(outDetails["reasoning_tokens"]);
  // xAI counts reasoning beside the completion, which its total tells (https://docs.x.ai/docs/guides/reasoning).
  const beside = reasoning !== null && count(usage["total_tokens"]) === (prompt ?? 0) + (completion ?? 0) + reasoning;
  return {
    input: prompt === null ? null : Math.max(0, prompt - (cacheRead ?? 0)),
    cacheRead,
    cacheWrite: null,
    output: completion === null ? null : beside ? completion : Math.max(0, completion - (reasoning ?? 0)),
    reasoning,
    provenance: "reported",
  };
}

/** Prompt, completion and total as OpenAI counts them, from the disjoint buckets. */
export function openAiTotals(usage: TokenUsage): { prompt: number; completion: number; total: number } {
  const prompt = (usage.input ?? 0) + (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0);
  const completion = (usage.output ?? 0) + (usage.reasoning ?? 0);
  return { prompt, completion, total: prompt + completion };
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
}

function details(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
