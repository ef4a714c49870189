import { type ExpressionCheck, expressionCheckInputSchema } from "@sluice/definition/expressions";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { expressionProblem } from "./compile-expression.ts";

/** Whether an expression compiles, for whoever writes one. Says nothing of any API, so that whoever is signed in may ask. */
export function checkExpression(body: unknown): ExpressionCheck | ManagementError {
  const input = parseInput(expressionCheckInputSchema, body);
  if (input instanceof ManagementError) return input;
  const problem = expressionProblem(input.source, input.use);
  return problem ? { ok: false, message: problem.message, offset: problem.offset } : { ok: true };
}
