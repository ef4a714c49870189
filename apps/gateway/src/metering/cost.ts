import { generatedTokens, promptTokens, type TokenUsage } from "@sluice/wire/usage";

/** US dollars per million tokens. Absent means unknown, 0 means free. */
export interface Prices {
  readonly inputPrice?: number | undefined;
  readonly outputPrice?: number | undefined;
}

/** Prices are read to twelve decimals, costs kept to ten: `UsageRecord.costUsd` is a decimal(18, 10). */
const PRICE_DECIMALS = 12;
const COST_DECIMALS = 10;
/** From (tokens × price at twelve decimals, per million) to dollars at ten: 12 + 6 − 10 decimals too many. */
const SURPLUS = 10n ** BigInt(PRICE_DECIMALS + 6 - COST_DECIMALS);
const MOST_COST = 10n ** 18n - 1n;

/**
 * What a request cost, in US dollars with ten decimals ("0.0001250000"), rounded half up. Whole numbers throughout: a million small
 * floating-point costs would not add up. Cached tokens count at the input price for now.
 * Null when nobody knows: no usage, or tokens without a price.
 */
export function costUsd(usage: TokenUsage, prices: Prices): string | null {
  if (usage.provenance === "none") return null;
  const input = promptTokens(usage);
  const output = generatedTokens(usage);
  const { inputPrice, outputPrice } = prices;
  if (inputPrice === undefined && outputPrice === undefined) return null;
  if ((input > 0 && inputPrice === undefined) || (output > 0 && outputPrice === undefined)) return null;
  const exact = BigInt(Math.round(input)) * scaledPrice(inputPrice ?? 0) + BigInt(Math.round(output)) * scaledPrice(outputPrice ?? 0);
  const cost = (exact + SURPLUS / 2n) / SURPLUS;
  return decimal(cost > MOST_COST ? MOST_COST : cost);
}

/** Parsed once: an API has few prices, and each is used for every call. */
const scaledPrices = new Map<number, bigint>();
const MOST_REMEMBERED = 10_000;

function scaledPrice(price: number): bigint {
  const known = scaledPrices.get(price);
  if (known !== undefined) return known;
  // toFixed writes the nearest decimal digits: 0.1 becomes 0.100000000000, not 0.1000000000000000055.
  const scaled = BigInt(price.toFixed(PRICE_DECIMALS).replace(".", ""));
  if (scaledPrices.size < MOST_REMEMBERED) scaledPrices.set(price, scaled);
  return scaled;
}

function decimal(cost: bigint): string {
  const digits = cost.toString().padStart(COST_DECIMALS + 1, "0");
  return `${digits.slice(0, -COST_DECIMALS)}.${digits.slice(-COST_DECIMALS)}`;
}
