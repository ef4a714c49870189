import { countTokens, cutToTokens } from "./tokens.ts";

export interface Limits {
  /** Tokens of text at most; null when there is no limit. */
  readonly maxTokens: number | null;
  readonly stops: readonly string[];
}

export interface Limited {
  readonly text: string;
  readonly finish: "stop" | "length";
  /** The stop word that cut it; null when none did. */
  readonly stop: string | null;
}

/** Cuts a text at the first stop word (which is left out), then at the token limit. */
export function limit(text: string, { maxTokens, stops }: Limits): Limited {
  let end = text.length;
  let stop: string | null = null;
  for (const one of stops) {
    const at = one === "" ? -1 : text.indexOf(one);
    if (at >= 0 && at < end) [end, stop] = [at, one];
  }
  const whole = text.slice(0, end);
  if (maxTokens === null || countTokens(whole) <= maxTokens) return { text: whole, finish: "stop", stop };
  return { text: cutToTokens(whole, maxTokens), finish: "length", stop: null };
}

const REASONING_TOKENS: Readonly<Record<string, number>> = { none: 0, minimal: 0, low: 32, medium: 64, high: 256, xhigh: 512 };

/** What thinking costs at an effort. It takes half of the budget at most, so that some answer is always left. */
export function reasoningTokens(effort: unknown, budget: number | null): number {
  const tokens = REASONING_TOKENS[typeof effort === "string" ? effort : "medium"] ?? 0;
  return budget === null ? tokens : Math.min(tokens, Math.floor(budget / 2));
}
