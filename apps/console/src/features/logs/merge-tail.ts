import type { LogEntry } from "@sluice/definition/logs";
import type { LogPage } from "../../lib/usage-api.ts";

/** A row is written when its request ends, under the time at which it began: each look reaches back this far for the slow ones. */
const OVERLAP_MS = 30_000;
/** An open page must not grow for ever. */
export const MOST_HELD = 2_000;

export interface Held {
  readonly entries: readonly LogEntry[];
  readonly missed: boolean;
}
export const NOTHING_HELD: Held = { entries: [], missed: false };

/** From when on the next look asks. */
export function tailFrom({ entries }: Held, newest: LogEntry | undefined, nowMs: number): string {
  const last = entries[0] ?? newest;
  return new Date((last ? Date.parse(last.timestamp) : nowMs) - OVERLAP_MS).toISOString();
}

/** What was seen and what is new, newest first, each once. */
export function mergeTail(held: Held, page: LogPage, newest: LogEntry | undefined): Held {
  const known = new Set(held.entries.map(({ requestId }) => requestId));
  const fresh = page.data.filter(({ requestId }) => !known.has(requestId));
  const entries = [...fresh, ...held.entries].sort(newestFirst).slice(0, MOST_HELD);
  const last = held.entries[0] ?? newest;
  // A full page that does not reach back to what is known: there is a hole between the two, and no later look fills it.
  const oldest = page.data.at(-1);
  const hole = page.pagination.next !== null && last !== undefined && oldest !== undefined && oldest.timestamp > last.timestamp;
  return { entries, missed: held.missed || hole };
}

function newestFirst(a: LogEntry, b: LogEntry): number {
  return Date.parse(b.timestamp) - Date.parse(a.timestamp) || (a.requestId < b.requestId ? 1 : -1);
}
