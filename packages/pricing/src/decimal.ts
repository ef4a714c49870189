/** Prices are whole numbers of this many decimals: a price of twelve decimals times a rate of eight is exact. */
export const PRICE_DECIMALS = 20;
/** `UsageRecord.costUsd` is a decimal(18, 10). */
const COST_DECIMALS = 10;
/** Prices are for a million tokens. */
const SURPLUS = 10n ** BigInt(PRICE_DECIMALS + 6 - COST_DECIMALS);
const MOST_COST = 10n ** 18n - 1n;
/** Numbers of definitions and of the catalogue are read to so many decimals. */
const NUMBER_DECIMALS = 12;

/** "0.25" as a whole number of `decimals` digits after the point. What is written beyond them is cut. */
export function scaled(text: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
}

/** A number as people wrote it: toFixed gives the nearest digits, so that 0.1 is 0.100000000000, and not 0.1000000000000000055. */
export function decimalOf(price: number): string {
  return price.toFixed(NUMBER_DECIMALS);
}

/** A price as a number of dollars: for what is shown or set aside beforehand, and not for what is kept. */
export function inDollars(price: bigint | null | undefined): number | null {
  return price === null || price === undefined ? null : Number(decimalText(price));
}

/** A price as people write it: "0.25". */
export function decimalText(price: bigint): string {
  const digits = price.toString().padStart(PRICE_DECIMALS + 1, "0");
  const decimals = digits.slice(-PRICE_DECIMALS).replace(/0+$/, "");
  const whole = digits.slice(0, -PRICE_DECIMALS);
  return decimals === "" ? whole : `${whole}.${decimals}`;
}

/** Tokens times prices as dollars with ten decimals ("0.0001250000"), rounded half up. */
export function dollars(exact: bigint): string {
  const cost = (exact + SURPLUS / 2n) / SURPLUS;
  const digits = (cost > MOST_COST ? MOST_COST : cost).toString().padStart(COST_DECIMALS + 1, "0");
  return `${digits.slice(0, -COST_DECIMALS)}.${digits.slice(-COST_DECIMALS)}`;
}
