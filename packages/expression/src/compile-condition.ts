import { inWords, mayBe } from "./compiler.ts";
import { compileWhole, type Expression, type ExpressionOptions } from "./expression.ts";
import { ExpressionProblem } from "./problem.ts";
import { fail } from "./scope.ts";
import { describe } from "./values.ts";

/** A selection rule, a flow's or a step's condition: `{#request.headers['x-tier'][0] == 'gold'}`. Null is false; a text may say `true` or `false`. */
export function compileCondition(source: string, options: ExpressionOptions = {}): Expression<boolean> | ExpressionProblem {
  const whole = compileWhole(source, options);
  if (whole instanceof ExpressionProblem) return whole;
  const { compiled, finish } = whole;
  if (!mayBe(compiled.type, ["boolean", "text"])) {
    return new ExpressionProblem(`A condition is true or false, and this is ${inWords(compiled.type)}: compare it with something.`, 0);
  }
  return finish((scope) => {
    const value = compiled.evaluate(scope);
    if (value === null || value === "false") return false;
    if (value === "true") return true;
    return typeof value === "boolean" ? value : fail(scope, `A condition is true or false, and this is ${describe(value)}.`);
  });
}
