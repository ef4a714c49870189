import { type Compiled, type Compiler, inWords, mayBe, refuse } from "./compiler.ts";
import type { ValueType } from "./fields.ts";
import { fail, type Scope, spend } from "./scope.ts";
import { asText, describe, equal } from "./values.ts";

interface Operation {
  readonly left: Compiled;
  readonly right: Compiled;
  readonly operator: string;
}

const SCALARS: readonly ValueType[] = ["text", "number", "boolean"];

/** `&&` and `||` do not look at the right side without need: it may parse a body. Null counts as false. */
export function compileLogic(compiler: Compiler, { left, right, operator }: Operation): Compiled {
  const first = compileTruth(compiler, left);
  const second = compileTruth(compiler, right);
  const evaluate = operator === "&&" ? (scope: Scope) => first(scope) && second(scope) : (scope: Scope) => first(scope) || second(scope);
  return { type: "boolean", node: left.node, evaluate };
}

export function compileTruth(compiler: Compiler, operand: Compiled): (scope: Scope) => boolean {
  if (!mayBe(operand.type, ["boolean"])) {
    refuse(compiler, operand.node, `This is ${inWords(operand.type)}, where true or false is needed: compare it with something.`);
  }
  return (scope) => {
    const value = operand.evaluate(scope);
    if (typeof value === "boolean") return value;
    if (value !== null) fail(scope, `Something is ${describe(value)}, where true or false is needed.`);
    return false;
  };
}

export function compileEquality(compiler: Compiler, { left, right, operator }: Operation): Compiled {
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!mayBe(side.type, SCALARS) && other.type !== "null") {
      return refuse(compiler, side.node, `This is ${inWords(side.type)} and equals no single value: take one element, as in …[0].`);
    }
  }
  if (!mayBe(left.type, [right.type]) && right.type !== "any" && right.type !== "null") {
    return refuse(compiler, left.node, `${inWords(left.type)} never equals ${inWords(right.type)}.`.replace(/^a/, "A"));
  }
  const same = (scope: Scope) => {
    const value = left.evaluate(scope);
    return equal(value, right.evaluate(scope));
  };
  return { type: "boolean", node: left.node, evaluate: operator === "==" ? same : (scope) => !same(scope) };
}

const ORDER = {
  "<": (a: number | string, b: number | string) => a < b,
  "<=": (a: number | string, b: number | string) => a <= b,
  ">": (a: number | string, b: number | string) => a > b,
  ">=": (a: number | string, b: number | string) => a >= b,
};
const ARITHMETIC = {
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
  "%": (a: number, b: number) => a % b,
};

export function isOrder(operator: string): operator is keyof typeof ORDER {
  return Object.hasOwn(ORDER, operator);
}

export function isArithmetic(operator: string): operator is keyof typeof ARITHMETIC {
  return Object.hasOwn(ARITHMETIC, operator);
}

/** Numbers with numbers, texts with texts. Nothing is before or after null. */
export function compileOrder(compiler: Compiler, { left, right, operator }: Operation & { operator: keyof typeof ORDER }): Compiled {
  for (const side of [left, right]) {
    if (!mayBe(side.type, ["number", "text"])) return refuse(compiler, side.node, `This is ${inWords(side.type)}, and has no order.`);
  }
  if (!mayBe(left.type, [right.type]) && mayBe(right.type, SCALARS) && right.type !== "any" && right.type !== "null") {
    return refuse(compiler, left.node, "A text and a number have no order.");
  }
  const compare = ORDER[operator];
  const evaluate = (scope: Scope): boolean => {
    const a = left.evaluate(scope);
    const b = right.evaluate(scope);
    if (typeof a === "number" && typeof b === "number") return compare(a, b);
    if (typeof a === "string" && typeof b === "string") return compare(a, b);
    if (a !== null && b !== null) fail(scope, `There is no order between ${describe(a)} and ${describe(b)}.`);
    return false;
  };
  return { type: "boolean", node: left.node, evaluate };
}

/** Numbers are decimals throughout: 5 / 2 is 2.5. With null, arithmetic gives null. */
export function compileArithmetic(
  compiler: Compiler,
  { left, right, operator }: Operation & { operator: keyof typeof ARITHMETIC },
): Compiled {
  for (const side of [left, right]) {
    if (!mayBe(side.type, ["number"])) {
      return refuse(compiler, side.node, `This is ${inWords(side.type)}, and "${operator}" takes numbers.`);
    }
  }
  const calculate = ARITHMETIC[operator];
  return { type: "number", node: left.node, evaluate: (scope) => onNumbers(scope, [left, right], calculate) };
}

/** `+` adds numbers, and joins as soon as one side is a text; null joins as nothing. */
export function compilePlus(compiler: Compiler, { left, right }: Operation): Compiled {
  for (const side of [left, right]) {
    if (!mayBe(side.type, ["number", "text"])) {
      return refuse(compiler, side.node, `This is ${inWords(side.type)}, and "+" takes numbers and texts.`);
    }
  }
  const types = [left.type, right.type];
  if (types.every((type) => type === "number")) {
    return { type: "number", node: left.node, evaluate: (scope) => onNumbers(scope, [left, right], (a, b) => a + b) };
  }
  const evaluate = (scope: Scope): unknown => {
    const a = left.evaluate(scope);
    const b = right.evaluate(scope);
    if (typeof a === "string" || typeof b === "string") return join(scope, a, b);
    return onNumbers(scope, [{ evaluate: () => a }, { evaluate: () => b }], (x, y) => x + y);
  };
  return { type: types.includes("text") ? "text" : "any", node: left.node, evaluate };
}

function join(scope: Scope, a: unknown, b: unknown): string {
  const first = asText(scope, a);
  const second = asText(scope, b);
  return spend(scope, first.length + second.length) ? first + second : "";
}

type Operand = Pick<Compiled, "evaluate">;

function onNumbers(scope: Scope, [left, right]: [Operand, Operand], calculate: (a: number, b: number) => number): number | null {
  const a = left.evaluate(scope);
  const b = right.evaluate(scope);
  if (a === null || b === null) return null;
  if (typeof a !== "number" || typeof b !== "number") return fail(scope, `Nothing is calculated from ${describe(a)} and ${describe(b)}.`);
  const result = calculate(a, b);
  return Number.isFinite(result) ? result : fail(scope, "The calculation gives no number: something is divided by 0, or too large.");
}
