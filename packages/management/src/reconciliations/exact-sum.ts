/** As many decimals as any provider writes. */
const DECIMALS = 40;

/** A decimal in units of 10^-40: amounts of an invoice add up exactly or not at all. */
export function exact(decimal: string): bigint {
  const [, sign = "", whole = "", part = ""] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(decimal) ?? [];
  const units = BigInt(whole + part.slice(0, DECIMALS).padEnd(DECIMALS, "0"));
  return sign ? -units : units;
}

/** Written with so many decimals, rounded half away from zero. */
export function written(units: bigint, decimals: number): string {
  const surplus = 10n ** BigInt(DECIMALS - decimals);
  const size = units < 0n ? -units : units;
  const digits = ((size + surplus / 2n) / surplus).toString().padStart(decimals + 1, "0");
  const text = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return units < 0n && /[1-9]/.test(text) ? `-${text}` : text;
}
