import { NO_USAGE, openAiTotals, type TokenUsage } from "@sluice/wire/usage";
import type { DecodedEmbeddings } from "../embeddings-adapter.ts";

/** The answers to the parts of one call (`splitCall`), in their order, as one. */
export function joinEmbeddings(parts: readonly [DecodedEmbeddings, ...DecodedEmbeddings[]]): DecodedEmbeddings {
  const [first, ...more] = parts;
  if (more.length === 0) return first;
  const usage = parts.map((part) => part.usage).reduce(addUsage);
  const { prompt, total } = openAiTotals(usage);
  return {
    answer: {
      ...first.answer,
      data: parts.flatMap(({ answer }) => answer.data).map((item, index) => ({ ...item, index })),
      usage: { prompt_tokens: prompt, total_tokens: total },
    },
    usage,
  };
}

/** What one part did not count makes the sum unknown: half of it would be wrong. */
function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  return a.input === null || b.input === null ? NO_USAGE : { ...a, input: a.input + b.input };
}
