const LEAST_DECIMALS = 2;

/** A price for a million tokens, all of its digits and two at least: `$0.025`, `2.50 EUR`. */
export function PriceWord({ amount, currency }: { readonly amount: string; readonly currency: string }) {
  const [whole, decimals = ""] = amount.split(".");
  const said = `${whole}.${decimals.padEnd(LEAST_DECIMALS, "0")}`;
  return <span className="tabular-nums">{currency === "USD" ? `$${said}` : `${said} ${currency}`}</span>;
}
