import type { PiiAction, PiiCategory } from "@sluice/definition/policies/pii-filtering";

/** A piece of personal data in a text. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly category: PiiCategory;
  readonly action: PiiAction;
  /** Of placeholders that stand for it: `EMAIL`, `PAYMENT_CARD`. */
  readonly name: string;
}

/**
 * What overlaps becomes one, called by the surest of them, or the longest of those: nothing is left over that one of them had found.
 * In the order of the text.
 */
export function resolveOverlaps(found: readonly Found[]): readonly Found[] {
  const resolved: Found[] = [];
  for (const next of found.toSorted((a, b) => a.start - b.start)) {
    const last = resolved.at(-1);
    if (last && next.start < last.end) resolved[resolved.length - 1] = { ...better(last, next), ...joined(last, next) };
    else resolved.push(next);
  }
  return resolved;
}

function better(one: Found, other: Found): Found {
  if (one.score !== other.score) return one.score > other.score ? one : other;
  return other.end - other.start > one.end - one.start ? other : one;
}

function joined(one: Found, other: Found): Pick<Found, "start" | "end"> {
  return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}
