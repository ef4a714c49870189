import type { UsageRow } from "@sluice/definition/analytics";

const DAY_MS = 86_400_000;

/** The range that ends with today, in whole days of UTC as the providers bill them. */
export function daysUntil(nowMs: number, days: number): { readonly from: string; readonly to: string } {
  const tomorrow = (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS;
  return { from: new Date(tomorrow - days * DAY_MS).toISOString(), to: new Date(tomorrow).toISOString() };
}

export interface UsageDay {
  /** Its midnight, UTC. */
  readonly timestamp: string;
  /** Null: nothing was called that day. */
  readonly row: UsageRow | null;
}

/** A day each, those without a request among them. */
export function everyDay(rows: readonly UsageRow[], range: { readonly from: string; readonly to: string }): readonly UsageDay[] {
  const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
  return Array.from({ length: Math.round((to - from) / DAY_MS) }, (_, at) => {
    const timestamp = new Date(from + at * DAY_MS).toISOString();
    return { timestamp, row: rows.find((row) => row.timestamp !== undefined && Date.parse(row.timestamp) === from + at * DAY_MS) ?? null };
  });
}
