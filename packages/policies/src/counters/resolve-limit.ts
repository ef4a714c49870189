import { MOST_COUNTED } from "@sluice/definition/policies/limit-fields";
import { compileNumber } from "@sluice/expression/compile-number";
import type { Expression } from "@sluice/expression/expression";
import { ExpressionProblem } from "@sluice/expression/problem";
import { Denial } from "@sluice/wire/denial";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

/** An expression may name an attribute that a call lacks. To let it through would make leaving it out the way around the limit. */
const NO_LIMIT = new Denial("policy_unavailable", "This API limits its callers by a number that could not be worked out for this call.");

interface LimitSource {
  /** 0: by the expression. */
  readonly limit: number;
  readonly dynamicLimit?: string | undefined;
  /** Where the expression stands in the configuration. */
  readonly path: string;
}

/** A limit as it is for a call: null where there is none. `scale` turns what people write into whole numbers; parts of one are dropped. */
export function compileLimit(
  { limit, dynamicLimit, path }: LimitSource,
  scale: (value: number) => number = Math.floor,
): ((context: PolicyContext) => number | Denial | null) | PolicyProblem {
  if (limit > 0) {
    const fixed = scale(limit);
    return () => fixed;
  }
  if (!dynamicLimit?.trim()) return () => null;
  const compiled: Expression<number> | ExpressionProblem = compileNumber(dynamicLimit);
  if (compiled instanceof ExpressionProblem) return new PolicyProblem(compiled.message, path);
  return (context) => {
    const result = compiled.evaluate(context);
    if (!result.ok) return NO_LIMIT;
    return Math.min(MOST_COUNTED, Math.max(0, scale(result.value)));
  };
}
