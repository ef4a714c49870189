import type { RetentionResource } from "@sluice/definition/retention";
import { expect, test } from "vitest";
import { draftOfRetention, retentionChanges, shortened } from "./retention-draft.ts";

const kept = (keepDays: number) => ({ keepDays, keptSince: null });
const stored: RetentionResource = { rows: kept(90), minute: kept(14), hour: kept(400), day: kept(1_100), week: kept(3_660) };
const draft = draftOfRetention(stored);

test("only what was changed is sent, so that what somebody else set meanwhile stays", () => {
  expect(retentionChanges(draft, stored)).toEqual({});
  expect(retentionChanges({ ...draft, rows: " 30 ", day: "1,100", week: "4,000" }, stored)).toEqual({ rows: 30, week: 4_000 });
});

test.each(["", "a month", "-3", "1.5", "1,5"])("%j is never sent as days that it does not say", (typed) => {
  expect(retentionChanges({ ...draft, hour: typed }, stored)).toEqual({ hour: 0 });
});

test("fewer days drop something for good, more do not; what will be refused drops nothing", () => {
  expect(shortened({ rows: 30, minute: 20, hour: 0 }, stored)).toEqual(["rows"]);
});
