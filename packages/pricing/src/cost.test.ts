import { describe, expect, test } from "vitest";
import { type CountedTokens, costOf } from "./cost.ts";
import { type Price, readTier, type WrittenTier } from "./price.ts";
import { seeded } from "./testing/random.ts";

const NONE: CountedTokens = {
  input: null,
  cacheRead: null,
  cacheWrite: null,
  cacheWriteHour: null,
  audioInput: null,
  output: null,
  reasoning: null,
  audioOutput: null,
};
const usage = (rest: Partial<CountedTokens>): CountedTokens => ({ ...NONE, ...rest });
const price = (tiers: readonly Omit<WrittenTier, "aboveTokens">[] | readonly WrittenTier[], usdRate?: string): Price => ({
  version: "test",
  source: "own",
  tiers: tiers.map((tier) => readTier({ aboveTokens: 0, ...tier }, usdRate)),
});
const cost = (rest: Partial<CountedTokens>, tier: Omit<WrittenTier, "aboveTokens">) => costOf(usage(rest), price([tier]));

describe("what a request cost", () => {
  test("is tokens times price per million, to ten decimals", () => {
    expect(cost({ input: 1_000_000, output: 500_000 }, { inputPrice: 0.25, outputPrice: 2 })).toBe("1.2500000000");
    expect(cost({ input: 1, output: 0 }, { inputPrice: "0.0001", outputPrice: 0 })).toBe("0.0000000001");
  });

  test("counts cached tokens at their own prices, and at the input's where they have none", () => {
    const counted = { input: 10, cacheRead: 20, cacheWrite: 30, output: 5, reasoning: 5 };
    expect(cost(counted, { inputPrice: 1, outputPrice: 10 })).toBe("0.0001600000");
    expect(cost(counted, { inputPrice: 1, cacheReadPrice: "0.1", cacheWritePrice: "1.25", outputPrice: 10, reasoningPrice: 20 })).toBe(
      "0.0001995000",
    );
  });

  test("counts sound and an hour's cache at their own prices, else at those of their kind", () => {
    const counted = { input: 1, cacheWrite: 10, cacheWriteHour: 100, audioInput: 1_000, output: 1, audioOutput: 10_000 };
    const plain = { inputPrice: 1, cacheWritePrice: 2, outputPrice: 3 };
    expect(cost(counted, plain)).toBe("0.0312240000");
    expect(cost(counted, { ...plain, cacheWriteHourPrice: 4, audioInputPrice: 5, audioOutputPrice: 6 })).toBe("0.0654240000");
  });

  test("does not inherit floating-point errors", () => {
    expect(cost({ input: 3 }, { inputPrice: 0.1 })).toBe("0.0000003000");
    expect(cost({ input: 123_456_789 }, { inputPrice: 0.075 })).toBe("9.2592591750");
  });

  test("rounds half up, once, at the end", () => {
    expect(cost({ input: 1 }, { inputPrice: 0.00005 })).toBe("0.0000000001");
    expect(cost({ input: 1 }, { inputPrice: 0.000049 })).toBe("0.0000000000");
    expect(cost({ input: 1, output: 1 }, { inputPrice: 0.00003, outputPrice: 0.00003 })).toBe("0.0000000001");
  });

  test("is known and zero where a price is zero, and unknown where none is there", () => {
    expect(cost({ input: 5, output: 5 }, { inputPrice: 0, outputPrice: 0 })).toBe("0.0000000000");
    expect(cost({ input: 5, output: 5 }, { inputPrice: 1 })).toBeNull();
    expect(cost({ input: 5, output: 5 }, { outputPrice: 1 })).toBeNull();
    expect(cost({ input: 5, output: 0 }, { inputPrice: 1 })).toBe("0.0000050000");
  });

  test("is held to what a column takes", () => {
    expect(cost({ input: 1e15 }, { inputPrice: 1_000_000 })).toBe("99999999.9999999999");
  });

  test("in another currency is dollars by the price's own rate", () => {
    expect(costOf(usage({ input: 1_000_000 }), price([{ inputPrice: "2.50" }], "1.0845"))).toBe("2.7112500000");
  });

  test("of a long request is the higher tier's for all of its tokens, from the first token beyond the bound", () => {
    const tiers = [
      { aboveTokens: 0, inputPrice: 1, outputPrice: 10 },
      { aboveTokens: 200_000, inputPrice: 2, outputPrice: 15 },
      { aboveTokens: 500_000, inputPrice: 4, outputPrice: 15 },
    ];
    const long = (input: number, cacheRead = 0) => costOf(usage({ input, cacheRead, output: 1_000_000 }), price(tiers));
    expect(long(200_000)).toBe("10.2000000000");
    expect(long(200_001)).toBe("15.4000020000");
    expect(long(100_000, 100_001)).toBe("15.4000020000");
    expect(long(500_000)).toBe("16.0000000000");
    expect(long(500_001)).toBe("17.0000040000");
  });
});

test("any request costs what exact fractions say, half up", () => {
  const random = seeded(20_261_128);
  const whole = (most: number) => Math.floor(random() * (most + 1));
  const written = () => `${whole(999)}.${String(whole(999_999_999_999)).padStart(12, "0")}`;
  for (let run = 0; run < 5_000; run++) {
    const counted = {
      input: whole(2e6),
      cacheRead: whole(2e6),
      cacheWrite: whole(1e5),
      cacheWriteHour: whole(1e5),
      audioInput: whole(1e5),
      output: whole(1e5),
      reasoning: whole(1e5),
      audioOutput: whole(1e5),
    };
    const prices = {
      inputPrice: written(),
      cacheReadPrice: written(),
      cacheWritePrice: written(),
      cacheWriteHourPrice: written(),
      audioInputPrice: written(),
      outputPrice: written(),
      reasoningPrice: written(),
      audioOutputPrice: written(),
    };
    const rate = `${whole(9)}.${String(whole(99_999_999)).padStart(8, "0")}`;
    const reference = halfUp(
      [
        [counted.input, prices.inputPrice],
        [counted.cacheRead, prices.cacheReadPrice],
        [counted.cacheWrite, prices.cacheWritePrice],
        [counted.cacheWriteHour, prices.cacheWriteHourPrice],
        [counted.audioInput, prices.audioInputPrice],
        [counted.output, prices.outputPrice],
        [counted.reasoning, prices.reasoningPrice],
        [counted.audioOutput, prices.audioOutputPrice],
      ],
      rate,
    );
    expect(costOf(counted, price([prices], rate))).toBe(reference);
  }
});

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** The reference: fractions, added one by one and rounded by long division. It shares nothing with what it checks. */
function halfUp(parts: readonly (readonly [number, string])[], rate: string): string {
  let sum: Fraction = { over: 0n, under: 1n };
  for (const [count, written] of parts) {
    const each = times(fraction(written), fraction(rate));
    const part = { over: each.over * BigInt(count), under: each.under * 1_000_000n };
    sum = { over: sum.over * part.under + part.over * sum.under, under: sum.under * part.under };
  }
  let digits = "";
  let rest = sum.over % sum.under;
  for (let at = 0; at < 10; at++) {
    rest *= 10n;
    digits += String(rest / sum.under);
    rest %= sum.under;
  }
  const up = rest * 2n >= sum.under ? 1n : 0n;
  const all = String(BigInt(String(sum.over / sum.under) + digits) + up).padStart(11, "0");
  return `${all.slice(0, -10)}.${all.slice(-10)}`;
}

function fraction(written: string): Fraction {
  const [whole = "", decimals = ""] = written.split(".");
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}
