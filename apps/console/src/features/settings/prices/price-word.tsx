/** A price for a million tokens, all of its digits: `$0.025`, `2.5 EUR`. */
export function PriceWord({ amount, currency }: { readonly amount: string; readonly currency: string }) {
  return <span className="tabular-nums">{currency === "USD" ? `$${amount}` : `${amount} ${currency}`}</span>;
}
