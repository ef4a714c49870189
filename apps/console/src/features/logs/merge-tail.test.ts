import type { LogEntry } from "@sluice/definition/logs";
import { expect, test } from "vitest";
import { MOST_HELD, mergeTail, NOTHING_HELD, tailFrom } from "./merge-tail.ts";

const NOON = Date.parse("2026-11-28T12:00:00Z");
const entry = (requestId: string, second: number) => ({ requestId, timestamp: new Date(NOON + second * 1_000).toISOString() }) as LogEntry;
const page = (data: readonly LogEntry[], next: string | null = null) => ({
  data: [...data],
  pagination: { page: 1, perPage: 100, pageCount: 1, totalCount: data.length, next },
});
const ids = ({ entries }: { readonly entries: readonly LogEntry[] }) => entries.map(({ requestId }) => requestId);

test("each request is shown once, newest first, and one that ended late takes its place by when it began", () => {
  const first = mergeTail(NOTHING_HELD, page([entry("c", 3), entry("a", 1)]), undefined);
  expect(ids(mergeTail(first, page([entry("c", 3), entry("b", 2), entry("a", 1)]), undefined))).toEqual(["c", "b", "a"]);
});

test("each look reaches back for requests that were still running", () => {
  expect(tailFrom({ entries: [entry("a", 60)], missed: false }, undefined, NOON)).toBe("2026-11-28T12:00:30.000Z");
  expect(tailFrom(NOTHING_HELD, entry("a", 40), NOON)).toBe("2026-11-28T12:00:10.000Z");
});

test("more than one look shows is said, not hidden, for as long as the list has the hole", () => {
  const held = mergeTail(NOTHING_HELD, page([entry("a", 1)]), undefined);
  const holed = mergeTail(held, page([entry("z", 9), entry("y", 8)], "more"), undefined);
  expect(holed.missed).toBe(true);
  expect(mergeTail(holed, page([entry("z", 9)]), undefined).missed).toBe(true);
  expect(mergeTail(held, page([entry("z", 9), entry("a", 1)], "more"), undefined).missed).toBe(false);
});

test("an open page does not grow for ever", () => {
  const many = Array.from({ length: MOST_HELD + 5 }, (_, at) => entry(`r${at}`, at));
  const { entries } = mergeTail(NOTHING_HELD, page(many), undefined);
  expect([entries.length, entries[0]?.requestId]).toEqual([MOST_HELD, `r${MOST_HELD + 4}`]);
});
