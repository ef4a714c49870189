import { MOST_COUNTED } from "@sluice/definition/policies/limit-fields";
import type { KnownPrice } from "../policy-context.ts";
import type { Tokens } from "../token-ratelimit/token-claims.ts";

/** Money is counted in billionths of a dollar, in whole numbers: a million small floating-point costs would not add up. */
const NANO_DIGITS = 9;
/** `costUsd` has ten decimals: the last is rounded up. */
const COST_DIGITS = 10;
/** Prices are dollars for a million tokens, read to twelve decimals. */
const PRICE_DIGITS = 12;
const FROM_PRICE = 10n ** BigInt(PRICE_DIGITS + 6 - NANO_DIGITS);

/** Dollars as people write them. Parts of a billionth are dropped. */
export function nanoFromDollars(dollars: number): number {
  return bounded(BigInt(dollars.toFixed(NANO_DIGITS).replace(".", "")));
}

/** A cost as the gateway works it out: "0.0001250000". */
export function nanoFromCost(cost: string): number {
  const [whole = "0", decimals = ""] = cost.split(".");
  const tenths = BigInt(whole + decimals.padEnd(COST_DIGITS, "0").slice(0, COST_DIGITS));
  return bounded((tenths + 9n) / 10n);
}

/** What tokens cost, rounded up; null where a price that is needed is not known. */
export function nanoFromTokens({ input, output }: Tokens, { inputPrice, outputPrice }: KnownPrice): number | null {
  if ((input > 0 && inputPrice === null) || (output > 0 && outputPrice === null)) return null;
  const exact = BigInt(Math.ceil(input)) * scaled(inputPrice ?? 0) + BigInt(Math.ceil(output)) * scaled(outputPrice ?? 0);
  return bounded((exact + FROM_PRICE - 1n) / FROM_PRICE);
}

/** `5`, `0.05`, `4.881`: without needless zeros. */
export function dollarsInWords(nano: number): string {
  const digits = String(Math.max(0, Math.round(nano))).padStart(NANO_DIGITS + 1, "0");
  const decimals = digits.slice(-NANO_DIGITS).replace(/0+$/, "");
  const whole = digits.slice(0, -NANO_DIGITS);
  return decimals === "" ? whole : `${whole}.${decimals.padEnd(2, "0")}`;
}

function scaled(price: number): bigint {
  return BigInt(price.toFixed(PRICE_DIGITS).replace(".", ""));
}

function bounded(nano: bigint): number {
  const most = BigInt(MOST_COUNTED);
  return Number(nano > most ? most : nano);
}
