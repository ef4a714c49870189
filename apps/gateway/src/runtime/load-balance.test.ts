import { describe, expect, test } from "vitest";
import type { Target } from "./compiled-api.ts";
import { type Candidate, loadBalance } from "./load-balance.ts";

const target = (endpoint: string) => ({ endpoint }) as Target;
const candidate = (endpoint: string, weight = 1, secondary = false): Candidate => ({ target: target(endpoint), weight, secondary });
type Type = Parameters<typeof loadBalance>[1]["type"];

/** As many calls as there are draws, or seven. */
function firsts(type: Type, candidates: readonly Candidate[], draws: readonly number[] = Array(7).fill(0)): string {
  const left = [...draws];
  const pick = loadBalance(candidates, { type, fallback: [], random: () => left.shift() ?? 0 });
  return draws.map(() => pick()[0]?.endpoint).join("");
}

const abc = [candidate("a"), candidate("b"), candidate("c")];

describe("who is asked first", () => {
  test("ROUND_ROBIN begins with the first declared and goes around", () => {
    expect(firsts("ROUND_ROBIN", abc)).toBe("abcabca");
  });

  test("WEIGHTED_ROUND_ROBIN keeps the weights in every cycle without asking one many times in a row", () => {
    expect(firsts("WEIGHTED_ROUND_ROBIN", [candidate("a", 5), candidate("b", 1), candidate("c", 1)], Array(14).fill(0))).toBe(
      "aabacaaaabacaa",
    );
  });

  test("RANDOM covers all and nothing beyond", () => {
    expect(firsts("RANDOM", abc, [0, 0.34, 0.67, 0.999999])).toBe("abcc");
  });

  test("WEIGHTED_RANDOM cuts the range by weight", () => {
    expect(firsts("WEIGHTED_RANDOM", [candidate("a", 2), candidate("b"), candidate("c")], [0, 0.49, 0.5, 0.74, 0.75, 0.999999])).toBe(
      "aabbcc",
    );
  });
});

describe("who is asked next", () => {
  const order = (candidates: readonly Candidate[], fallback: readonly Target[] = []) => {
    const pick = loadBalance(candidates, { type: "ROUND_ROBIN", fallback, random: () => 0 });
    return [pick(), pick()].map((targets) => targets.map(({ endpoint }) => endpoint).join(""));
  };

  test("the others, in declaration order from the first asked on", () => {
    expect(order(abc)).toEqual(["abc", "bca"]);
  });

  test("secondaries after the others, what stands in from elsewhere last", () => {
    expect(order([candidate("s", 9, true), candidate("a"), candidate("b")], [target("x"), target("y")])).toEqual(["absxy", "basxy"]);
  });

  test("secondaries share among themselves when there are no others", () => {
    expect(order([candidate("s", 1, true), candidate("t", 1, true)])).toEqual(["st", "ts"]);
  });

  test("a single one is asked every time, without anything being made anew", () => {
    const pick = loadBalance([candidate("a")], { type: "RANDOM", fallback: [target("x")], random: () => 0.9 });
    expect(pick()).toBe(pick());
    expect(pick().map(({ endpoint }) => endpoint)).toEqual(["a", "x"]);
  });
});
