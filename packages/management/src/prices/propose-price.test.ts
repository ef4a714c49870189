import { expect, test } from "vitest";
import { proposePrice } from "./propose-price.ts";

test("known models get dollars per million tokens, dated names included", () => {
  expect(proposePrice("OPEN_AI", "gpt-5-mini")).toEqual({ model: "gpt-5-mini", inputPrice: 0.25, outputPrice: 2 });
  expect(proposePrice("OPEN_AI", "gpt-5-mini-2025-08-07")).toMatchObject({ inputPrice: 0.25, outputPrice: 2 });
});

test("of prices in tiers the first is proposed", () => {
  expect(proposePrice("GEMINI", "gemini-2.5-pro")).toMatchObject({ inputPrice: 1.25, outputPrice: 10 });
});

test("each provider's own spelling of a model is known", () => {
  expect(proposePrice("ANTHROPIC", "claude-sonnet-4-5-20250929")).toMatchObject({ inputPrice: 3, outputPrice: 15 });
  expect(proposePrice("BEDROCK", "global.anthropic.claude-sonnet-4-5-20250929-v1:0")).toMatchObject({ inputPrice: 3, outputPrice: 15 });
  expect(proposePrice("BEDROCK", "eu.amazon.nova-micro-v1:0")).toMatchObject({ inputPrice: 0.035, outputPrice: 0.14 });
  expect(proposePrice("AZURE_OPEN_AI", "gpt-4o")).toMatchObject({ inputPrice: 2.5, outputPrice: 10 });
  expect(proposePrice("VERTEX_AI", "gemini-2.5-pro")).toMatchObject({ inputPrice: 1.25, outputPrice: 10 });
  expect(proposePrice("VERTEX_AI", "claude-sonnet-4-5@20250929")).toMatchObject({ inputPrice: 3, outputPrice: 15 });
});

test("an embedding model has a price for what goes in only", () => {
  expect(proposePrice("OPEN_AI", "text-embedding-3-small")).toEqual({ model: "text-embedding-3-small", inputPrice: 0.02 });
});

test("a compatible server is known by its address, and unknown ones get no price, not zero", () => {
  expect(proposePrice("OPEN_AI_COMPATIBLE", "mistral-small-latest", "https://api.mistral.ai/v1").inputPrice).toBeGreaterThan(0);
  expect(proposePrice("OPEN_AI_COMPATIBLE", "gpt-5-mini", "http://localhost:8090/v1")).toEqual({ model: "gpt-5-mini" });
  expect(proposePrice("OPEN_AI_COMPATIBLE", "gpt-5-mini")).toEqual({ model: "gpt-5-mini" });
  expect(proposePrice("OPEN_AI", "no-such-model")).toEqual({ model: "no-such-model" });
});
