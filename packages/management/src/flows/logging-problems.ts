import type { ApiDefinition } from "@sluice/definition/api";
import type { FieldProblems } from "@sluice/definition/problems";
import { expressionProblem } from "./compile-expression.ts";

/** Why no gateway could tell which contents to keep, by field. */
export function loggingProblems({ analytics }: Pick<ApiDefinition, "analytics">): FieldProblems {
  const { condition = "" } = analytics.logging;
  const problem = condition.trim() === "" ? null : expressionProblem(condition, "condition");
  return problem === null ? {} : { "analytics.logging.condition": `${problem.message} (at character ${problem.offset + 1})` };
}
