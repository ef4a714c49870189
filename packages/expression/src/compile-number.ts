import { inWords, mayBe } from "./compiler.ts";
import { compileWhole, type Expression, type ExpressionOptions } from "./expression.ts";
import { ExpressionProblem } from "./problem.ts";
import { fail } from "./scope.ts";
import { describe } from "./values.ts";

const DECIMAL = /^\s*[+-]?\d{1,15}(\.\d{1,15})?\s*$/;

/** A dynamic limit: `{#context.attributes['budget']}`, `{#request.headers['x-limit'][0]}`, or `100`. A text may say a decimal number; null fails. */
export function compileNumber(source: string, options: ExpressionOptions = {}): Expression<number> | ExpressionProblem {
  const whole = compileWhole(source, options);
  if (whole instanceof ExpressionProblem) return whole;
  const { compiled, finish } = whole;
  if (compiled.type === "null" || !mayBe(compiled.type, ["number", "text"])) {
    return new ExpressionProblem(`This must be a number, and is ${inWords(compiled.type)}.`, 0);
  }
  return finish((scope) => {
    const value = compiled.evaluate(scope);
    if (value === null) return null;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (typeof value === "string" && DECIMAL.test(value)) return Number(value);
    return fail(scope, `A number is needed, and this is ${typeof value === "string" ? "another text" : describe(value)}.`);
  });
}
