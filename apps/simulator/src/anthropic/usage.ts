/** Tokens in disjoint buckets: what was read from the cache, what was written to it, and the rest of the prompt. */
export interface Tally {
  readonly input: number;
  readonly read: number;
  readonly written: number;
  /** Written for an hour instead of five minutes. */
  readonly isLong: boolean;
  /** Thoughts and text. */
  readonly output: number;
  /** Of those, the thoughts. */
  readonly thinking: number;
}

/** Anthropic's `usage` of a message. */
export function messageUsage(tally: Tally) {
  const { written, isLong } = tally;
  return {
    ...deltaUsage(tally),
    cache_creation: { ephemeral_5m_input_tokens: isLong ? 0 : written, ephemeral_1h_input_tokens: isLong ? written : 0 },
    service_tier: "standard",
    inference_geo: "not_available",
  };
}

/** The running usage of a stream: totals, not steps. */
export function deltaUsage({ input, read, written, output, thinking }: Tally) {
  return {
    input_tokens: input,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    output_tokens: output,
    ...(thinking > 0 ? { output_tokens_details: { thinking_tokens: thinking } } : {}),
  };
}
