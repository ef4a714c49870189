import type { TokenUsage } from "@sluice/wire/usage";
import { dollars } from "./decimal.ts";
import type { Price, PriceTier, TokenPrices } from "./price.ts";

/** What is paid of a request: its disjoint buckets. */
export type CountedTokens = Pick<TokenUsage, keyof TokenPrices>;

/** Whose price a bucket has that has none of its own. */
const FALLBACKS = {
  input: [],
  cacheRead: ["input"],
  cacheWrite: ["input"],
  cacheWriteHour: ["cacheWrite", "input"],
  audioInput: ["input"],
  output: [],
  reasoning: ["output"],
  audioOutput: ["output"],
} as const satisfies Record<keyof TokenPrices, readonly (keyof TokenPrices)[]>;

const BUCKETS = Object.keys(FALLBACKS) as (keyof TokenPrices)[];
const READ = ["input", "cacheRead", "cacheWrite", "cacheWriteHour", "audioInput"] as const satisfies (keyof TokenPrices)[];

/**
 * What a request cost, in US dollars with ten decimals ("0.0001250000"), rounded half up once, at the end. Whole numbers throughout: a million
 * small floating-point costs would not add up. Null when nobody knows: tokens of a kind that has no price.
 */
export function costOf(usage: CountedTokens, price: Price): string | null {
  const tier = tierFor(price, usage);
  let exact = 0n;
  for (const bucket of BUCKETS) {
    const count = tokens(usage[bucket]);
    if (count === 0) continue;
    const each = priceOf(tier, bucket);
    if (each === null) return null;
    exact += BigInt(count) * each;
  }
  return dollars(exact);
}

/** The highest tier that the input reaches beyond. It is the price of all tokens of the request, as at Google, OpenAI and Anthropic. */
function tierFor({ tiers }: Price, usage: CountedTokens): PriceTier {
  const input = READ.reduce((sum, bucket) => sum + tokens(usage[bucket]), 0);
  const reached = tiers.findLast(({ aboveTokens }) => input > aboveTokens) ?? tiers[0];
  if (reached === undefined) throw new Error("a price without a tier");
  return reached;
}

function priceOf(tier: TokenPrices, bucket: keyof TokenPrices): bigint | null {
  const own = tier[bucket];
  if (own !== null) return own;
  for (const other of FALLBACKS[bucket]) if (tier[other] !== null) return tier[other];
  return null;
}

function tokens(count: number | null): number {
  return count === null || !(count > 0) ? 0 : Math.round(count);
}
