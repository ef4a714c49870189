import { expect, test } from "vitest";
import { estimateInputTokens } from "./estimate-tokens.ts";

const said = (content: unknown) => estimateInputTokens({ messages: [{ role: "user", content }] });

test("counts texts, system and tools by their length, and pictures by what they cost rather than by their bytes", () => {
  const words = "word ".repeat(1_000);
  expect(said(words)).toBeGreaterThan(1_200);
  expect(said(words)).toBeLessThan(1_400);
  expect(estimateInputTokens({ messages: [], system: words })).toBeGreaterThan(1_200);
  expect(estimateInputTokens({ messages: [], tools: [{ name: "look", description: words }] })).toBeGreaterThan(1_200);
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "A".repeat(4_000_000) } };
  expect(said([image, image])).toBeLessThan(3_500);
  const document = { type: "document", source: { type: "base64", media_type: "application/pdf", data: "A".repeat(400_000) } };
  expect(said([document])).toBeLessThan(25_000);
});

test("takes any nesting, and gives at least one", () => {
  let nested: unknown = "x";
  for (let depth = 0; depth < 100_000; depth++) nested = [nested];
  expect(said(nested)).toBeGreaterThan(0);
  expect(estimateInputTokens({})).toBe(1);
});
