/** As many decimals as any provider writes. */
const DECIMALS = 40;
/** As the ledger keeps costs. */
const COST_DECIMALS = 10;
const SURPLUS = 10n ** BigInt(DECIMALS - COST_DECIMALS);

/** A decimal in units of 10^-40: amounts of an invoice add up exactly or not at all. */
export function exact(decimal: string): bigint {
  const [, sign = "", whole = "", part = ""] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(decimal) ?? [];
  const units = BigInt(whole + part.slice(0, DECIMALS).padEnd(DECIMALS, "0"));
  return sign ? -units : units;
}

/** Such units as the ledger keeps costs, rounded half away from zero. */
export function written(units: bigint): string {
  const size = units < 0n ? -units : units;
  const digits = ((size + SURPLUS / 2n) / SURPLUS).toString().padStart(COST_DECIMALS + 1, "0");
  const text = `${digits.slice(0, -COST_DECIMALS)}.${digits.slice(-COST_DECIMALS)}`;
  return units < 0n && /[1-9]/.test(text) ? `-${text}` : text;
}

/** Dollars added exactly, as the ledger keeps them; what is unknown counts nothing. */
export function sumDollars(amounts: readonly (string | null)[]): string {
  return written(amounts.reduce((sum, amount) => (amount === null ? sum : sum + exact(amount)), 0n));
}
