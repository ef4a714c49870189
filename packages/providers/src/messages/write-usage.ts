import { generatedTokens, type TokenUsage } from "@sluice/wire/usage";

export interface MessageUsage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
}

/** Anthropic counts cached tokens apart from input, as the buckets do, and reasoning among the output. */
export function writeUsage(usage: TokenUsage): MessageUsage {
  return {
    input_tokens: (usage.input ?? 0) + (usage.audioInput ?? 0),
    cache_creation_input_tokens: (usage.cacheWrite ?? 0) + (usage.cacheWriteHour ?? 0),
    cache_read_input_tokens: usage.cacheRead ?? 0,
    output_tokens: generatedTokens(usage),
  };
}
