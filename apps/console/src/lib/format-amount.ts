/** Amounts that run from nothing to billions. */

const LOCALE = "en-US";
const large = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const dollars = new Intl.NumberFormat(LOCALE, { style: "currency", currency: "USD" });
const fractions = new Intl.NumberFormat(LOCALE, {
  style: "currency",
  currency: "USD",
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 2,
  // A cost has no more decimals than these.
  maximumFractionDigits: 10,
  roundingPriority: "lessPrecision",
});
/** Below this, every digit is worth reading. */
const SMALL = 10_000;

/** `412`, `9,870`, `884.2M` */
export function formatLarge(count: number): string {
  return Math.abs(count) < SMALL ? whole.format(count) : large.format(count);
}

/** `$1,902.14`; below a cent the first two digits that count: `$0.00042` */
export function formatCost(usd: number): string {
  return usd !== 0 && Math.abs(usd) < 0.01 ? fractions.format(usd) : dollars.format(usd);
}
