import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import { costUsd } from "./cost.ts";

const usage = (buckets: Partial<TokenUsage>): TokenUsage => ({ ...NO_USAGE, provenance: "reported", ...buckets });

describe("what a request cost", () => {
  test("is tokens times price, per million", () => {
    expect(costUsd(usage({ input: 1_000_000, output: 500_000 }), { inputPrice: 0.25, outputPrice: 2 })).toBe("1.2500000000");
    expect(costUsd(usage({ input: 1, output: 0 }), { inputPrice: 0.0001, outputPrice: 0 })).toBe("0.0000000001");
  });

  test("counts cached tokens at the input price and reasoning at the output price", () => {
    expect(costUsd(usage({ input: 10, cacheRead: 20, cacheWrite: 30, output: 5, reasoning: 5 }), { inputPrice: 1, outputPrice: 10 })).toBe(
      "0.0001600000",
    );
  });

  test("is exact where floating point is not", () => {
    expect(costUsd(usage({ input: 3 }), { inputPrice: 0.1 })).toBe("0.0000003000");
    expect(costUsd(usage({ input: 123_456_789 }), { inputPrice: 0.075 })).toBe("9.2592591750");
  });

  test("is rounded half up at the tenth decimal", () => {
    expect(costUsd(usage({ input: 1 }), { inputPrice: 0.00005 })).toBe("0.0000000001");
    expect(costUsd(usage({ input: 1 }), { inputPrice: 0.000049 })).toBe("0.0000000000");
  });

  test("adds up over a million requests as one request of a million times the tokens", () => {
    const one = costUsd(usage({ input: 7, output: 3 }), { inputPrice: 0.15, outputPrice: 0.6 }) ?? "";
    expect(BigInt(one.replace(".", "")) * 1_000_000n).toBe(
      BigInt(costUsd(usage({ input: 7_000_000, output: 3_000_000 }), { inputPrice: 0.15, outputPrice: 0.6 })?.replace(".", "") ?? 0),
    );
  });

  test("is nothing where the price is 0, and unknown where there is none", () => {
    expect(costUsd(usage({ input: 5, output: 5 }), { inputPrice: 0, outputPrice: 0 })).toBe("0.0000000000");
    expect(costUsd(usage({ input: 5, output: 5 }), {})).toBeNull();
    expect(costUsd(usage({ input: 5, output: 5 }), { inputPrice: 1 })).toBeNull();
    expect(costUsd(usage({ input: 5, output: 5 }), { outputPrice: 1 })).toBeNull();
  });

  test("needs no output price where nothing was put out, as with embeddings", () => {
    expect(costUsd(usage({ input: 1_000_000, output: null }), { inputPrice: 0.02 })).toBe("0.0200000000");
  });

  test("is unknown where nobody knows the tokens", () => {
    expect(costUsd(NO_USAGE, { inputPrice: 1, outputPrice: 1 })).toBeNull();
  });

  test("never exceeds what the column holds", () => {
    expect(costUsd(usage({ input: 1e15 }), { inputPrice: 1_000_000 })).toBe("99999999.9999999999");
  });
});
