import type { ApiDefinition } from "@sluice/definition/api";
import { checkFlows, flowsOf } from "@sluice/definition/policies/check-flows";
import { findExpressions } from "@sluice/definition/policies/find-expressions";
import type { ExpressionUse } from "@sluice/definition/policies/policy-kind";
import { policyKind } from "@sluice/definition/policies/policy-kinds";
import type { FieldProblems } from "@sluice/definition/problems";
import { expressionProblem } from "./compile-expression.ts";

/** Why no gateway could run a definition's flows, by field: unknown policies, wrong configurations, expressions that do not compile. */
export function flowProblems(definition: Pick<ApiDefinition, "flows" | "plans">): FieldProblems {
  const problems = new Map<string, string>();
  for (const { path, message } of checkFlows(definition)) problems.set(path, message);
  for (const { path, use, source } of expressionsOf(definition)) {
    const problem = expressionProblem(source, use);
    if (problem && !problems.has(path)) problems.set(path, `${problem.message} (at character ${problem.offset + 1})`);
  }
  return Object.fromEntries(problems);
}

interface Found {
  readonly path: string;
  readonly use: ExpressionUse;
  readonly source: string;
}

/** Every expression in the flows that are switched on, with its place. */
function expressionsOf(definition: Pick<ApiDefinition, "flows" | "plans">): readonly Found[] {
  return flowsOf(definition).flatMap(({ place, flow }) => {
    if (!flow.enabled) return [];
    const selectors = flow.selectors.flatMap((selector, at): Found[] =>
      selector.type === "CONDITION" ? [{ path: `${place}.selectors.${at}.condition`, use: "condition", source: selector.condition }] : [],
    );
    const steps = (["request", "response"] as const).flatMap((phase) =>
      flow[phase].flatMap((step, at): Found[] => {
        if (!step.enabled) return [];
        const here = `${place}.${phase}.${at}`;
        const condition: Found[] = step.condition?.trim() ? [{ path: `${here}.condition`, use: "condition", source: step.condition }] : [];
        const kind = policyKind(step.policy);
        const inside = kind ? findExpressions(kind.configuration, step.configuration) : [];
        return [...condition, ...inside.map((found) => ({ ...found, path: `${here}.configuration.${found.path}` }))];
      }),
    );
    return [...selectors, ...steps];
  });
}
