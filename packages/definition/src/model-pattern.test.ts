import { expect, test } from "vitest";
import { compileModelPattern } from "./model-pattern.ts";

test.each<[string, string, boolean]>([
  ["*", "anything", true],
  ["gpt*", "gpt-5", true],
  ["gpt*", "my-gpt", false],
  ["(opus|haiku|sonnet)*", "haiku-4", true],
  ["(opus|haiku|sonnet)*", "gpt-5", false],
  ["claude-(opus|haiku)-4", "claude-haiku-4", true],
  ["claude-(opus|haiku)-4", "claude-haiku-45", false],
  ["gpt*|o4*", "o4-mini", true],
  ["a.b", "axb", false],
  ["*-mini", "gpt-5-mini", true],
  ["a*a", "a", false],
  ["*x*y", "1x2y", true],
  ["", "", false],
])("%s against %s is %s", (pattern, name, expected) => expect(compileModelPattern(pattern)?.(name)).toBe(expected));

test.each(["(a", "a)", "((a))", "(a|b)".repeat(9)])("refuses %s", (pattern) => expect(compileModelPattern(pattern)).toBeNull());

test("stays linear on a pattern made to be slow", () => {
  const matches = compileModelPattern(`${"*a".repeat(100)}b`);
  const start = performance.now();
  expect(matches?.("a".repeat(5000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(50);
});
