import type { UsageRow } from "@sluice/definition/analytics";

/** One value a step; null where there was no request, or nothing is known of it. */
export function valuesOf(
  steps: readonly number[],
  rows: readonly UsageRow[],
  pick: (row: UsageRow) => number | null,
): readonly (number | null)[] {
  const byStart = new Map(rows.map((row) => [Date.parse(row.timestamp ?? ""), row]));
  return steps.map((start) => {
    const row = byStart.get(start);
    return row ? pick(row) : null;
  });
}

/** Sums what is known; null when nothing is. */
export function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (value === null ? sum : (sum ?? 0) + value), null);
}

/** The most of them by what is picked, the unknown last. */
export function mostFirst(rows: readonly UsageRow[], pick: (row: UsageRow) => number | null): readonly UsageRow[] {
  return [...rows].sort((a, b) => (pick(b) ?? -1) - (pick(a) ?? -1) || b.requests - a.requests);
}
