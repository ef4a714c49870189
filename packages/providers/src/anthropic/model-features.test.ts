import { expect, test } from "vitest";
import { claudeFeatures } from "./model-features.ts";

test.each([
  ["claude-3-haiku-20240307", "none", "free", false, 4_096],
  ["claude-3-5-sonnet-20241022", "none", "free", false, 8_192],
  ["claude-3-7-sonnet-latest", "budget", "free", false, 32_000],
  ["claude-sonnet-4-20250514", "budget", "free", false, 32_000],
  ["claude-opus-4-1-20250805", "budget", "one", false, 32_000],
  ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "budget", "one", true, 64_000],
  ["claude-haiku-4-5@20251001", "budget", "one", true, 64_000],
  ["claude-sonnet-4-5-20250929--some-case", "budget", "one", true, 64_000],
  ["anthropic/claude-opus-4.6", "adaptive", "one", true, 64_000],
  ["claude-opus-4-7", "adaptive", "none", true, 64_000],
  ["claude-fable-5", "adaptive", "none", true, 64_000],
  ["some-other-model", "budget", "free", false, 8_192],
])("%s", (model, ...expected) => {
  const { thinking, sampling, structuredOutputs, defaultMaxTokens } = claudeFeatures(model);
  expect([thinking, sampling, structuredOutputs, defaultMaxTokens]).toEqual(expected);
});
