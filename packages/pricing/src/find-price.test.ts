import { describe, expect, test } from "vitest";
import { findPrice, type PricedCall } from "./find-price.ts";
import { type OwnPrice, PriceBook } from "./own-price.ts";

const NOON = Date.UTC(2026, 10, 28, 12);
const HOUR = 3_600_000;
const own = (change: Partial<OwnPrice>): OwnPrice => ({
  id: "a",
  version: 1,
  apiId: null,
  model: "gpt-5-mini",
  usdRate: "1",
  fromMs: NOON,
  untilMs: null,
  tiers: [{ aboveTokens: 0, inputPrice: "1", outputPrice: "2" }],
  ...change,
});
const call = (change: Partial<PricedCall> = {}): PricedCall => ({
  apiId: "api",
  revision: 7,
  provider: "OPEN_AI",
  target: "",
  modelSent: "gpt-5-mini",
  modelAnswered: null,
  defined: null,
  atMs: NOON,
  ...change,
});
const version = (prices: readonly OwnPrice[], change: Partial<PricedCall> = {}) =>
  findPrice(call(change), new PriceBook(prices))?.version ?? null;

describe("an own price", () => {
  test("is in force from its first moment, and not before it", () => {
    expect(version([own({})], { atMs: NOON })).toBe("own:a@1");
    expect(version([own({})], { atMs: NOON - 1 })).toBe("genai-prices@0.1.8");
  });

  test("is in force until its end, and not at it", () => {
    const ended = [own({ untilMs: NOON + HOUR })];
    expect(version(ended, { atMs: NOON + HOUR - 1 })).toBe("own:a@1");
    expect(version(ended, { atMs: NOON + HOUR })).toBe("genai-prices@0.1.8");
  });

  test("gives way to one that begins later, and is back when that has ended", () => {
    const both = [own({ id: "b", version: 3, fromMs: NOON + HOUR, untilMs: NOON + 2 * HOUR }), own({})];
    expect([NOON + HOUR - 1, NOON + HOUR, NOON + 2 * HOUR].map((atMs) => version(both, { atMs }))).toEqual([
      "own:a@1",
      "own:b@3",
      "own:a@1",
    ]);
  });

  test("of an API goes before one of every API, and is nobody else's", () => {
    const both = [own({ id: "one", apiId: "api" }), own({ id: "all", fromMs: NOON + 1 })];
    expect(version(both, { atMs: NOON + 2 })).toBe("own:one@1");
    expect(version(both, { atMs: NOON + 2, apiId: "other" })).toBe("own:all@1");
    expect(version(both, { atMs: NOON + 2, modelSent: "gpt-5" })).toBe("genai-prices@0.1.8");
  });

  test("goes before what the definition says", () => {
    expect(version([own({})], { defined: { inputPrice: 9, outputPrice: 9 } })).toBe("own:a@1");
  });
});

describe("without an own price", () => {
  test("the definition's is the price, in the words of its revision", () => {
    expect(version([], { defined: { inputPrice: 9, outputPrice: 9 } })).toBe("definition@7");
    expect(version([], { defined: { inputPrice: 0, outputPrice: 0 } })).toBe("definition@7");
  });

  test("a definition that says what the catalogue says has the catalogue's cached tokens and tiers too", () => {
    const price = findPrice(call({ defined: { inputPrice: 0.25, outputPrice: 2 } }));
    expect(price?.version).toBe("genai-prices@0.1.8");
    expect(price?.tiers[0]?.cacheRead).toBe(25n * 10n ** 17n);
  });

  test("the catalogue knows the model that answered, where it does not know the name that was sent", () => {
    expect(version([], { modelSent: "my-deployment" })).toBeNull();
    expect(version([], { modelSent: "my-deployment", modelAnswered: "gpt-5-mini-2025-08-07" })).toBe("genai-prices@0.1.8");
  });

  test("a model that nobody knows has no price", () => {
    expect(version([], { modelSent: "house-model", modelAnswered: "house-model" })).toBeNull();
  });
});
