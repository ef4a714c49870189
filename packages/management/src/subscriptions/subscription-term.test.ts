import { expect, test } from "vitest";
import { changedTerm, termProblem } from "./subscription-term.ts";

const NOW = new Date("2027-01-01T00:00:00Z");
const OPEN = { startsAt: null, endsAt: null };
const YEAR = { startsAt: new Date("2027-01-01T00:00:00Z"), endsAt: new Date("2028-01-01T00:00:00Z") };

function problem(term: typeof OPEN | typeof YEAR, asked: Parameters<typeof changedTerm>[1]) {
  return termProblem(changedTerm(term, asked), asked, NOW);
}

test("what is left out stays, and null opens a side", () => {
  expect(changedTerm(YEAR, {})).toEqual(YEAR);
  expect(changedTerm(YEAR, { endingAt: null })).toEqual({ ...YEAR, endsAt: null });
  expect(changedTerm(OPEN, { startingAt: "2027-02-01T02:00:00+02:00" })).toEqual({ ...OPEN, startsAt: new Date("2027-02-01T00:00:00Z") });
});

test("an end lies in the future and after the start; the field that was sent says so", () => {
  expect(problem(YEAR, { endingAt: "2026-12-31T00:00:00Z" })).toHaveProperty("endingAt");
  expect(problem(OPEN, { startingAt: "2027-03-01T00:00:00Z", endingAt: "2027-02-01T00:00:00Z" })).toHaveProperty("endingAt");
  expect(problem(YEAR, { startingAt: "2028-01-01T00:00:00Z" })).toHaveProperty("startingAt");
  expect(problem(YEAR, { startingAt: "2027-06-01T00:00:00Z", endingAt: "2027-06-01T00:00:01Z" })).toBeNull();
});

test("a term that has ended may be lifted, and its start left as it is", () => {
  const past = { startsAt: new Date("2025-01-01T00:00:00Z"), endsAt: new Date("2026-01-01T00:00:00Z") };
  expect(problem(past, { endingAt: null })).toBeNull();
  expect(problem(past, {})).toBeNull();
});
