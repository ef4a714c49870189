import { type Plan, planSchema } from "@sluice/definition/plan";
import { compilePlans } from "../runtime/compile-plans.ts";
import { CompileProblem } from "../runtime/compile-problem.ts";
import type { CompiledPlan } from "../runtime/compiled-plan.ts";
import { SOURCES } from "../runtime/testing/deployed.ts";

export interface PlanSketch {
  readonly id: string;
  readonly security: { readonly type: Plan["security"]["type"]; readonly configuration?: object };
  readonly selectionRule?: string;
}

/** Published plans as a deployment of the API at /test compiles them, or why it does not. */
export function tryPlans(...sketches: readonly PlanSketch[]): readonly CompiledPlan[] | CompileProblem {
  const plans = sketches.map(({ id, ...plan }) => planSchema.parse({ name: id, status: "PUBLISHED", ...plan }));
  return compilePlans({ api: { id: "api1", name: "Test" }, contextPaths: ["/test"], plans, ids: sketches.map(({ id }) => id) }, SOURCES);
}

export function plansOf(...sketches: readonly PlanSketch[]): readonly CompiledPlan[] {
  const plans = tryPlans(...sketches);
  if (plans instanceof CompileProblem) throw new Error(plans.sentence);
  return plans;
}
