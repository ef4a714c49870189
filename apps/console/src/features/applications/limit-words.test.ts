import type { SubscriptionLimit } from "@sluice/definition/consumers";
import { expect, test } from "vitest";
import { sayLeft, sayReset, sayWindow } from "./limit-words.ts";

const limit = (part: Partial<SubscriptionLimit>): SubscriptionLimit => ({
  subscriptionId: "s",
  limitId: "l",
  policy: "token-ratelimit",
  step: "Limit",
  unit: "TOKENS",
  of: "total",
  keyed: false,
  windowSeconds: 60,
  rolling: true,
  limit: 10_000,
  remaining: 4_800,
  resetsAt: "2026-11-20T12:00:00.000Z",
  countedAt: "2026-11-20T11:59:30.000Z",
  ...part,
});

test.each([
  [{}, "4,800 of 10K tokens left"],
  [{ of: "input", remaining: -3 }, "0 of 10K prompt tokens left"],
  [{ unit: "DOLLARS", of: "cost", limit: 5, remaining: 3.2 }, "$3.20 of $5.00 left"],
  [{ unit: "REQUESTS", of: "calls", limit: 10, remaining: 7 }, "7 of 10 requests left"],
] as const)("what is left is said in its own unit: %j", (part, words) => {
  expect(sayLeft(limit(part))).toBe(words);
});

test("a rolling window is said by its length, a part of the calendar by its end", () => {
  expect(sayWindow(limit({}))).toBe("In any minute");
  expect(sayWindow(limit({ windowSeconds: 7_200 }))).toBe("In any 2 hours");
  expect(sayWindow(limit({ windowSeconds: 90 }))).toBe("In any 90 seconds");
  expect(sayWindow(limit({ rolling: false, keyed: true }))).toMatch(/^Until .*2026.*, for the key of its last call$/);
});

test("when all is left again is said only where something was used and the window does not say so", () => {
  expect(sayReset(limit({}))).toMatch(/^all of it by /);
  expect(sayReset(limit({ remaining: 10_000 }))).toBeNull();
  expect(sayReset(limit({ rolling: false }))).toBeNull();
});
