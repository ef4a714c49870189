/** A price as people write one: cents at least, more digits only where they count (`0.25`, `2.00`, `0.0375`). Reads back as the same number. */
export function writePrice(usd: number): string {
  const cents = usd.toFixed(2);
  return Number(cents) === usd ? cents : String(usd);
}
