import { formatCost } from "../../lib/format-amount.ts";

export interface Difference {
  /** `+ $12.00`, `− $0.40`, `no difference` */
  readonly amount: string;
  /** `31 % less`; empty where there is nothing to compare with. */
  readonly percent: string;
}

/** From one decimal of dollars to another, in words. */
export function formatDifference(before: string, after: string): Difference {
  const [from, to] = [Number(before), Number(after)];
  const by = to - from;
  if (by === 0) return { amount: "no difference", percent: "" };
  const percent = from === 0 ? "" : `${Math.abs((by / from) * 100).toFixed(1)} % ${by < 0 ? "less" : "more"}`;
  return { amount: `${by < 0 ? "−" : "+"} ${formatCost(Math.abs(by))}`, percent };
}
