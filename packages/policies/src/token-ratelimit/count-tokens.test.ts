import { expect, test } from "vitest";
import { countTokens } from "./count-tokens.ts";

test("counts as OpenAI does, but for a token at a cut now and then", async () => {
  expect(await countTokens(["Hello, world!"], 1_000)).toBe(4);
  const prose = "The quick brown fox jumps over the lazy dog. ".repeat(500);
  const tokens = await countTokens([prose], 1_000_000);
  expect(tokens).toBeGreaterThanOrEqual(5_001);
  expect(tokens).toBeLessThan(5_001 * 1.03);
});

test("stops where it is more than asked for", async () => {
  expect(await countTokens(["word ".repeat(100_000)], 50)).toBe(51);
});

test.each([
  ["one letter", "a".repeat(100_000)],
  ["spaces", " ".repeat(100_000)],
  ["pictures", "👩‍👩‍👧‍👦".repeat(9_000)],
  ["no spaces", "東京都は日本の首都です。".repeat(8_000)],
])("takes no time by the square, whatever it is given: %s", async (_, text) => {
  await countTokens(["warm"], 10);
  const began = performance.now();
  await countTokens([text], 10_000_000);
  expect(performance.now() - began).toBeLessThan(3_000);
});

test("never cuts a character in two", async () => {
  const pictures = "🦊".repeat(1_000);
  const each = await countTokens(["🦊"], 100);
  expect(await countTokens([pictures], 1_000_000)).toBeLessThanOrEqual(1_000 * each);
});
