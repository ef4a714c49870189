import { expect, test } from "vitest";
import { modelKey } from "./model-key.ts";

test.each([
  ["gpt-5-mini-2025-08-07", "gpt-5-mini"],
  ["claude-sonnet-4-5-20250929", "claude-sonnet-4-5"],
  ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"],
  ["Claude4.5Sonnet", "claude-sonnet-4-5"],
  ["Claude3.5Sonnet", "anthropic.claude-3-5-sonnet-20240620-v1:0"],
  ["Gemini 2.5 Flash", "gemini-2.5-flash"],
  ["claude-opus-4@20250514", "claude-opus-4"],
  ["models/gemini-2.5-pro", "gemini-2.5-pro"],
])("%s is %s", (one, other) => {
  expect(modelKey(one)).toBe(modelKey(other));
});

test.each([
  ["gpt-5", "gpt-5-mini"],
  ["claude-sonnet-4", "claude-sonnet-4-5"],
  ["gemini-2.5-flash", "gemini-2.5-flash-lite"],
  ["gpt-4o", "gpt-4o-mini"],
  ["gpt-4", "gpt-4o"],
])("%s is not %s", (one, other) => {
  expect(modelKey(one)).not.toBe(modelKey(other));
});
