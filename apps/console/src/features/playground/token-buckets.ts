import type { LogDetail } from "@sluice/definition/logs";
import type { ToldUsage } from "./conversation.ts";

type Buckets = LogDetail["usage"]["buckets"];

export interface Bucket {
  readonly label: string;
  readonly tokens: number;
}

/** In the order in which they are read. The rare ones are named when there are any. */
const LABELS = [
  { name: "input", label: "Input", isRare: false },
  { name: "cacheRead", label: "Cache read", isRare: true },
  { name: "cacheWrite", label: "Cache write", isRare: true },
  { name: "cacheWriteHour", label: "Cache write, 1 h", isRare: true },
  { name: "audioInput", label: "Audio in", isRare: true },
  { name: "output", label: "Output", isRare: false },
  { name: "reasoning", label: "Reasoning", isRare: true },
  { name: "audioOutput", label: "Audio out", isRare: true },
] as const satisfies readonly { name: keyof Buckets; label: string; isRare: boolean }[];

/** What an answer took, each token in one bucket: as the ledger has it, or, before it does, as far as the stream told. */
export function tokenBuckets(buckets: Partial<Buckets>): readonly Bucket[] {
  return LABELS.flatMap(({ name, label, isRare }) => {
    const tokens = buckets[name] ?? null;
    return tokens === null || (isRare && tokens === 0) ? [] : [{ label, tokens }];
  });
}

/** What OpenAI's numbers hold inside others is taken out of them. */
export function toldBuckets(usage: ToldUsage | null): Partial<Buckets> {
  if (!usage) return {};
  const { promptTokens, completionTokens, cachedTokens, reasoningTokens } = usage;
  return {
    input: promptTokens - cachedTokens,
    cacheRead: cachedTokens,
    // Some providers count their reasoning beside the completion.
    output: completionTokens >= reasoningTokens ? completionTokens - reasoningTokens : completionTokens,
    reasoning: reasoningTokens,
  };
}
