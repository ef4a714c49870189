export interface Point {
  readonly at: number;
  readonly value: number;
}

/** The stretches of values that are known. */
export function segmentsOf(values: readonly (number | null)[]): readonly (readonly Point[])[] {
  const segments: Point[][] = [];
  values.forEach((value, at) => {
    if (value === null) return;
    const last = segments.at(-1);
    if (last && last.at(-1)?.at === at - 1) last.push({ at, value });
    else segments.push([{ at, value }]);
  });
  return segments;
}
