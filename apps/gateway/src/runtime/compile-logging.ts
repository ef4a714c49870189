import type { ApiDefinition } from "@sluice/definition/api";
import type { Flow } from "@sluice/definition/flow";
import { keepsContents, wholeLogging } from "@sluice/definition/logging";
import { compileCondition } from "@sluice/expression/compile-condition";
import { ExpressionProblem } from "@sluice/expression/problem";
import { CompileProblem } from "./compile-problem.ts";
import type { CompiledLogging } from "./compiled-logging.ts";

/** What an API keeps of its requests; null where it keeps nothing, which costs nothing. Or why it cannot be told. */
export function compileLogging({ analytics, plans, flows }: ApiDefinition): CompiledLogging | null | CompileProblem {
  if (!keepsContents(analytics)) return null;
  const logging = wholeLogging(analytics.logging);
  const condition = logging.condition === "" ? null : compileCondition(logging.condition);
  if (condition instanceof ExpressionProblem)
    return new CompileProblem(`${condition.message} (at character ${condition.offset + 1})`, "analytics.logging.condition");
  return {
    ...logging,
    condition,
    keyHeaders: plans.flatMap(({ security }) => {
      const header = security.type === "API_KEY" ? security.configuration?.apiKeyHeader : undefined;
      return header ? [header.toLowerCase()] : [];
    }),
    masksPersonalData: [...flows, ...plans.flatMap((plan) => plan.flows)].some(filtersPersonalData),
  };
}

function filtersPersonalData({ enabled, request, response }: Flow): boolean {
  return enabled && [...request, ...response].some((step) => step.enabled && step.policy === "pii-filtering");
}
