import { decimalOf, PRICE_DECIMALS, scaled } from "./decimal.ts";

/** What a million tokens of each kind cost, in US dollars, as whole numbers (see `decimal.ts`). Null is unknown, 0 is free. */
export interface TokenPrices {
  readonly input: bigint | null;
  /** Null where they cost what any input does; an hour's cache what any cache does. */
  readonly cacheRead: bigint | null;
  readonly cacheWrite: bigint | null;
  readonly cacheWriteHour: bigint | null;
  readonly audioInput: bigint | null;
  readonly output: bigint | null;
  /** Null where they cost what any output does. */
  readonly reasoning: bigint | null;
  readonly audioOutput: bigint | null;
}

export interface PriceTier extends TokenPrices {
  /** For requests whose whole input, cached or not, has more tokens than this. */
  readonly aboveTokens: number;
}

export const PRICE_SOURCES = ["own", "definition", "catalogue"] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];

/** One version of what a model costs. */
export interface Price {
  /** What a usage row names: `own:<id>@<version>`, `definition@<revision>`, `genai-prices@0.1.8`. */
  readonly version: string;
  readonly source: PriceSource;
  /** From the lowest bound up; the first one is for every request. Never empty. */
  readonly tiers: readonly PriceTier[];
}

type WrittenPrice = string | number | null | undefined;

/** A tier in the words of an own price, of a definition or of the catalogue. Decimals, or numbers as people write them. */
export interface WrittenTier {
  readonly aboveTokens: number;
  readonly inputPrice?: WrittenPrice;
  readonly cacheReadPrice?: WrittenPrice;
  readonly cacheWritePrice?: WrittenPrice;
  readonly cacheWriteHourPrice?: WrittenPrice;
  readonly audioInputPrice?: WrittenPrice;
  readonly outputPrice?: WrittenPrice;
  readonly reasoningPrice?: WrittenPrice;
  readonly audioOutputPrice?: WrittenPrice;
}

/** Decimals that a rate to the dollar is read to. */
const RATE_DECIMALS = 8;

/** Reads a tier; `usdRate` is how many dollars a unit of its currency is. */
export function readTier(written: WrittenTier, usdRate = "1"): PriceTier {
  const rate = scaled(usdRate, RATE_DECIMALS);
  const read = (price: WrittenPrice): bigint | null => {
    if (price === null || price === undefined) return null;
    return scaled(typeof price === "number" ? decimalOf(price) : price, PRICE_DECIMALS - RATE_DECIMALS) * rate;
  };
  return {
    aboveTokens: written.aboveTokens,
    input: read(written.inputPrice),
    cacheRead: read(written.cacheReadPrice),
    cacheWrite: read(written.cacheWritePrice),
    cacheWriteHour: read(written.cacheWriteHourPrice),
    audioInput: read(written.audioInputPrice),
    output: read(written.outputPrice),
    reasoning: read(written.reasoningPrice),
    audioOutput: read(written.audioOutputPrice),
  };
}
