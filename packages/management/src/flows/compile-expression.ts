import type { ExpressionUse } from "@sluice/definition/policies/policy-kind";
import { compileCondition } from "@sluice/expression/compile-condition";
import { compileNumber } from "@sluice/expression/compile-number";
import { compileTemplate } from "@sluice/expression/compile-template";
import { ExpressionProblem } from "@sluice/expression/problem";

const COMPILERS = { condition: compileCondition, template: compileTemplate, number: compileNumber } as const satisfies Record<
  ExpressionUse,
  (source: string) => unknown
>;

/** Why no gateway could evaluate this, by the compilers that they have; null when they could. */
export function expressionProblem(source: string, use: ExpressionUse): ExpressionProblem | null {
  const compiled = COMPILERS[use](source);
  return compiled instanceof ExpressionProblem ? compiled : null;
}
