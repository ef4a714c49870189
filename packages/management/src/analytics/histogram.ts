/** As `usage_bin` in the migration of usage storage makes them: so many decimal digits a bin, eight bins for each doubling, the first from 0.25. */
const DIGITS = 12;
const BINS_A_DOUBLING = 8;
const FIRST = 0.25;

/** How many values are in each bin, lowest first. */
export type Histogram = readonly number[];

/** Reads a histogram from the number whose digits it is. */
export function readHistogram(number: string): Histogram {
  const counts: number[] = [];
  for (let end = number.length; end > 0; end -= DIGITS) counts.push(Number(number.slice(Math.max(0, end - DIGITS), end)));
  return counts;
}

/**
 * The value below which this share of all values lies, between neighbours as Postgres's `percentile_cont` has it; null for no values.
 * A value is told by the middle of its bin, which is at most 4.5 % beside it, as far as it is at least 0.25.
 */
export function percentileOf(histogram: Histogram, share: number): number | null {
  const count = histogram.reduce((sum, inBin) => sum + inBin, 0);
  if (count === 0) return null;
  const rank = share * (count - 1);
  const lower = valueAt(histogram, Math.floor(rank));
  return lower + (valueAt(histogram, Math.ceil(rank)) - lower) * (rank - Math.floor(rank));
}

function valueAt(histogram: Histogram, rank: number): number {
  let below = 0;
  const bin = histogram.findIndex((inBin) => {
    below += inBin;
    return below > rank;
  });
  return FIRST * 2 ** ((bin + 0.5) / BINS_A_DOUBLING);
}
