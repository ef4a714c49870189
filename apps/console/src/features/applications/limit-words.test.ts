import type { SubscriptionLimit } from "@sluice/definition/consumers";
import { expect, test } from "vitest";
import { nameLimit, sayLeft, sayReset, sayWindow } from "./limit-words.ts";

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
  [{}, "4,800 of 10,000 tokens left"],
  [{ of: "input", remaining: -3 }, "0 of 10,000 prompt tokens left"],
  [{ unit: "DOLLARS", of: "cost", limit: 5, remaining: 3.2 }, "$3.20 of $5.00 left"],
  [{ unit: "DOLLARS", of: "cost", limit: 0.05, remaining: 0.0489 }, "$0.04 of $0.05 left"],
  [{ unit: "DOLLARS", of: "cost", limit: 5, remaining: 4.35 }, "$4.35 of $5.00 left"],
  [{ unit: "TOKENS", remaining: 9_999 }, "9,999 of 10,000 tokens left"],
  [{ unit: "REQUESTS", of: "calls", limit: 10, remaining: 7 }, "7 of 10 requests left"],
] as const)("what is left is said in its own unit: %j", (part, words) => {
  expect(sayLeft(limit(part))).toBe(words);
});

test("a limit is called by its step's name, and by its policy where the step has none", () => {
  expect(nameLimit(limit({}))).toBe("Limit");
  expect(nameLimit(limit({ step: "plans.0.flows.1.request.3" }))).toBe("AI - Token Rate Limit");
  expect(nameLimit(limit({ step: "flows.0.request.0", policy: "unknown" }))).toBe("unknown");
});

test("a rolling window is said by its length, a part of the calendar by its end", () => {
  expect(sayWindow(limit({}))).toBe("In any minute");
  expect(sayWindow(limit({ windowSeconds: 7_200 }))).toBe("In any 2 hours");
  expect(sayWindow(limit({ windowSeconds: 90 }))).toBe("In any 90 seconds");
  expect(sayWindow(limit({ rolling: false, keyed: true }))).toMatch(/^Until .*2026.*, for the key of its last call$/);
});

test("when all is left again is said only where something was used and the window does not say so", () => {
  expect(sayReset(limit({}))).toMatch(/^full again by /);
  expect(sayReset(limit({ remaining: 10_000 }))).toBeNull();
  expect(sayReset(limit({ rolling: false }))).toBeNull();
});
