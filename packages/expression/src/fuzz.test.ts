import { expect, test } from "vitest";
import { compileCondition } from "./compile-condition.ts";
import { compileNumber } from "./compile-number.ts";
import { compileTemplate } from "./compile-template.ts";
import { ExpressionProblem } from "./problem.ts";
import { type Sample, sampleContext } from "./testing/sample-context.ts";

/** `SLUICE_FUZZ=100000` makes a long run of it. Each run of as many writes the same expressions. */
const EXPRESSIONS = Number(process.env["SLUICE_FUZZ"] ?? 4000);
const SEED = EXPRESSIONS;
/** One expression takes some microseconds: this long is a hang, even beside other work. */
const LONGEST_MS = 2000;
const LIMIT_MS = Math.max(30_000, EXPRESSIONS * 10);

/** Mulberry32. */
function createRandom(seed: number): <T>(choices: readonly T[]) => T {
  let state = seed;
  return (choices) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return choices[((mixed ^ (mixed >>> 14)) >>> 0) % choices.length] as (typeof choices)[number];
  };
}

const LEAVES = [
  "#request.headers['x-tier'][0]",
  "#request.headers['x-list']",
  "#request.headers['no']",
  "#request.params['tag'][0]",
  "#request.content",
  "#request.jsonContent",
  "#request.jsonContent.messages",
  "#request.jsonContent.a",
  "#context.attributes['value']",
  "#subscription.id",
  "#llm.stream",
  "#llm.prompt",
  "#response.status",
  "null",
  "true",
  "3",
  "0",
  "1.5e300",
  "''",
  "'a'",
  "'__proto__'",
  "{'a', 1}",
];
const OPERATORS = ["==", "!=", "<", ">=", "+", "-", "*", "/", "%", "&&", "||", "and", "or", "?:"];
const METHODS = [
  ".contains",
  ".startsWith",
  ".size",
  ".length",
  ".get",
  ".toUpperCase",
  ".isEmpty",
  ".substring",
  ".equals",
  ".indexOf",
  ".toString",
  ".containsKey",
];
const PATHS = ["$.a", "$..a", "$.messages[-1:].content", "$[*]", "$..[?@.role == 'x']".replaceAll("'", '"'), "$['a','b']"];
const NOISE = ["(", ")", "[", "]", "{", "}", "'", '"', "#", ".", "?.", "?", ":", "!", " ", "T(", "\\", "\ud800", "=", "é", "$", "//"];
const VALUES: readonly unknown[] = [
  null,
  undefined,
  0,
  Number.NaN,
  10n,
  "a",
  "x".repeat(100_000),
  [],
  [[1], {}],
  { a: { a: [1, null] }, messages: "no list" },
  new Map([["a", 1]]),
  () => 1,
  Symbol("s"),
  new Date(0),
  Object.create(null),
];

test(
  "compiling and evaluating never throw and never hang, whatever is written and whatever a call brings",
  () => {
    const choose = createRandom(SEED);
    const yes = () => choose([true, false]);
    const write = (depth: number): string => {
      if (depth === 0) return choose(LEAVES);
      const inner = () => write(depth - 1);
      return choose([
        inner,
        () => `(${inner()} ${choose(OPERATORS)} ${inner()})`,
        () => `(${inner()} ${choose(OPERATORS)} ${inner()})`,
        () => `(${inner()} ? ${inner()} : ${inner()})`,
        () => `${inner()}${choose(METHODS)}(${yes() ? inner() : ""})`,
        () => `${inner()}[${inner()}]`,
        () => `${inner()}.a`,
        () => `!${inner()}`,
        () => `(-${inner()})`,
        () => `(${inner()} matches '${choose(["a.*", "(a+)+", "[", ".*x.*"])}')`,
        () => `#jsonPath(${inner()}, '${choose(PATHS)}')`,
      ])();
    };
    const spoil = (source: string): string => {
      const at = choose(Array.from({ length: source.length + 1 }, (_, index) => index));
      return source.slice(0, at) + choose(NOISE) + source.slice(at + choose([0, 1, 5]));
    };

    let compiled = 0;
    let succeeded = 0;
    for (let round = 0; round < EXPRESSIONS; round += 1) {
      const whole = `{(${write(choose([0, 1, 1, 2, 2, 3, 4]))})}`;
      const source = choose([whole, whole, spoil(whole)]);
      const value = choose(VALUES);
      const sample: Sample = {
        request: choose([{}, { jsonContent: value }, { content: null, jsonContent: null }]),
        attributes: { value },
        ...choose([{}, { llm: null, subscription: null }]),
      };
      for (const compile of [compileCondition, compileTemplate, compileNumber]) {
        const start = performance.now();
        const expression = compile(source);
        if (expression instanceof ExpressionProblem) {
          expect(expression.offset, source).toBeLessThanOrEqual(source.length);
          continue;
        }
        const result = expression.evaluate(sampleContext(sample));
        expect(performance.now() - start, source).toBeLessThan(LONGEST_MS);
        compiled += 1;
        if (result.ok) succeeded += 1;
      }
    }
    // The generator has to write expressions that mean something, or this test says nothing.
    expect(compiled).toBeGreaterThan(EXPRESSIONS / 2);
    expect(succeeded).toBeGreaterThan(EXPRESSIONS / 4);
  },
  LIMIT_MS,
);
