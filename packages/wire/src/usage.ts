/**
 * How a request's tokens are known: said by the provider, read on to after the client had left,
 * worked out by us, or not at all.
 */
export type UsageProvenance = "reported" | "drained" | "estimated" | "none";

/** Tokens of one request in disjoint buckets. What nobody reported is null, never 0. */
export interface TokenUsage {
  /** Read for the first time, sound apart. */
  readonly input: number | null;
  readonly cacheRead: number | null;
  /** Kept for minutes, or for a time that nobody told. */
  readonly cacheWrite: number | null;
  /** Kept for an hour, which providers charge more for. */
  readonly cacheWriteHour: number | null;
  readonly audioInput: number | null;
  /** Said, sound apart. */
  readonly output: number | null;
  readonly reasoning: number | null;
  readonly audioOutput: number | null;
  /** No bucket: so many of `reasoning` the provider counts beside its completion tokens instead of among them. They are paid all the same. */
  readonly reasoningBeside: number | null;
  readonly provenance: UsageProvenance;
  /** How many tokens an estimate may be off, either way; null where nothing is estimated. */
  readonly estimateError: number | null;
}

export const NO_USAGE: TokenUsage = {
  input: null,
  cacheRead: null,
  cacheWrite: null,
  cacheWriteHour: null,
  audioInput: null,
  output: null,
  reasoning: null,
  audioOutput: null,
  reasoningBeside: null,
  provenance: "none",
  estimateError: null,
};

/**
 * OpenAI's `usage` object (chat, completions, embeddings, responses) in disjoint buckets.
 * OpenAI counts cached tokens and sound inside the prompt, reasoning and sound inside the completion: all are taken out here.
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
  const beside = reasoning !== null && reasoning > 0 && count(usage["total_tokens"]) === (prompt ?? 0) + (completion ?? 0) + reasoning;
  const uncached = rest(prompt, cacheRead);
  const unreasoned = beside ? completion : rest(completion, reasoning);
  // A provider may count sound among what was cached, too: a part is never more than what is left.
  const audioInput = atMost(count(inDetails["audio_tokens"]), uncached);
  const audioOutput = atMost(count(outDetails["audio_tokens"]), unreasoned);
  return {
    input: rest(uncached, audioInput),
    cacheRead,
    cacheWrite: null,
    cacheWriteHour: null,
    audioInput,
    output: rest(unreasoned, audioOutput),
    reasoning,
    audioOutput,
    reasoningBeside: beside ? reasoning : null,
    provenance: "reported",
    estimateError: null,
  };
}

/** All that was read: what is new, cached and sound. */
export function promptTokens({ input, cacheRead, cacheWrite, cacheWriteHour, audioInput }: TokenUsage): number {
  return (input ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0) + (cacheWriteHour ?? 0) + (audioInput ?? 0);
}

/** All that was made, and is paid as such: wherever a provider counts its reasoning. */
export function generatedTokens({ output, reasoning, audioOutput }: TokenUsage): number {
  return (output ?? 0) + (reasoning ?? 0) + (audioOutput ?? 0);
}

/**
 * Prompt, completion and total as the provider would count them in OpenAI's words, from the disjoint buckets. Where reasoning is counted
 * beside the completion, the total is more than the sum of the two.
 */
export function openAiTotals(usage: TokenUsage): { prompt: number; completion: number; total: number } {
  const prompt = promptTokens(usage);
  const generated = generatedTokens(usage);
  return { prompt, completion: generated - (usage.reasoningBeside ?? 0), total: prompt + generated };
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
}

function rest(whole: number | null, part: number | null): number | null {
  return whole === null ? null : Math.max(0, whole - (part ?? 0));
}

function atMost(part: number | null, whole: number | null): number | null {
  return part === null || whole === null ? part : Math.min(part, whole);
}

const NO_DETAILS: Record<string, unknown> = {};

function details(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : NO_DETAILS;
}
