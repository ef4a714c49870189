import { expect, test } from "vitest";
import { tokenBuckets, toldBuckets } from "./token-buckets.ts";

test("puts each token that a stream told into one bucket", () => {
  const told = { promptTokens: 100, completionTokens: 50, cachedTokens: 60, reasoningTokens: 20 };
  expect(tokenBuckets(toldBuckets(told))).toEqual([
    { label: "Input", tokens: 40 },
    { label: "Cache read", tokens: 60 },
    { label: "Output", tokens: 30 },
    { label: "Reasoning", tokens: 20 },
  ]);
});

test("names no bucket that nobody told, and no rare one that is empty", () => {
  expect(tokenBuckets({ input: 7, cacheRead: 0, output: 0, reasoning: null }).map(({ label }) => label)).toEqual(["Input", "Output"]);
  expect(tokenBuckets(toldBuckets(null))).toEqual([]);
});
