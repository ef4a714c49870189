/** `+ 12`, `− $0.40`, `0` */
export function formatSigned(value: number, format: (value: number) => string): string {
  return value === 0 ? "0" : `${value < 0 ? "−" : "+"} ${format(Math.abs(value))}`;
}

/** `+ 1.25 %`; a dash where there is nothing to compare with. */
export function formatPercent(percent: number | null): string {
  return percent === null ? "–" : formatSigned(Number(percent.toFixed(2)), (value) => `${value.toFixed(2)} %`).replace(/^0$/, "0 %");
}
