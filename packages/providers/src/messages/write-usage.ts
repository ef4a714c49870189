import type { TokenUsage } from "@sluice/wire/usage";

export interface MessageUsage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
}

/** Anthropic counts cached tokens apart from input, as the buckets do, and reasoning among the output. */
export function writeUsage({ input, cacheRead, cacheWrite, output, reasoning }: TokenUsage): MessageUsage {
  return {
    input_tokens: input ?? 0,
    cache_creation_input_tokens: cacheWrite ?? 0,
    cache_read_input_tokens: cacheRead ?? 0,
    output_tokens: (output ?? 0) + (reasoning ?? 0),
  };
}
