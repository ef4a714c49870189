import type { Flow, Step } from "@sluice/definition/flow";
import { policyKind } from "@sluice/definition/policies/policy-kinds";
import { fieldProblems } from "@sluice/definition/problems";
import { compileCondition } from "@sluice/expression/compile-condition";
import type { Expression } from "@sluice/expression/expression";
import { ExpressionProblem } from "@sluice/expression/problem";
import type { Denial } from "@sluice/wire/denial";
import { refuseUncovered } from "./coverage/refuse-uncovered.ts";
import type { PolicyIdentity, PolicySources } from "./create-policy.ts";
import type { Policy } from "./policy.ts";
import type { PolicyContext } from "./policy-context.ts";
import { PolicyProblem } from "./policy-problem.ts";
import { createPolicy } from "./registry.ts";

/** A step of a flow, ready to run. */
export interface BoundStep {
  readonly policyId: string;
  readonly name: string;
  readonly policy: Policy;
  /** Refuses a call of which the policy cannot see what it would refuse it by; null where it sees everything everywhere. */
  readonly uncovered: ((context: PolicyContext) => Denial | null) | null;
  /** Null: always. */
  readonly condition: Expression<boolean> | null;
}

interface Place {
  readonly step: Step;
  readonly phase: "request" | "response";
  readonly place: string;
  readonly identity: Omit<PolicyIdentity, "step">;
  readonly sources: PolicySources;
}

/** Builds a step's policy and its condition, or says what is wrong and where. */
export function bindStep({ step, phase, place, identity, sources }: Place): BoundStep | PolicyProblem {
  const kind = policyKind(step.policy);
  if (!kind) return new PolicyProblem(`There is no policy ${step.policy}.`, `${place}.policy`);
  if (!kind.phases.includes(phase)) return new PolicyProblem(`${kind.title} cannot stand in the ${phase} lane.`, `${place}.policy`);
  const configuration = `${place}.configuration`;
  const parsed = kind.configuration.safeParse(step.configuration);
  if (!parsed.success) {
    const [path = "", message = "The configuration is not valid."] = Object.entries(fieldProblems(parsed.error))[0] ?? [];
    return new PolicyProblem(message, path).at(configuration);
  }
  const condition = bindCondition(step.condition, `${place}.condition`);
  if (condition instanceof PolicyProblem) return condition;
  const name = step.name || place;
  const policy = createPolicy(kind.id, parsed.data, { identity: { ...identity, step: name }, phase, sources });
  if (policy instanceof PolicyProblem) return policy.at(configuration);
  const uncovered = refuseUncovered({ kind, step: name, configuration: parsed.data });
  return { policyId: kind.id, name, policy, uncovered, condition };
}

/** Null for an empty one, which always holds. */
export function bindCondition(source: string | undefined, place: string): Expression<boolean> | null | PolicyProblem {
  if (!source?.trim()) return null;
  const condition = compileCondition(source);
  return condition instanceof ExpressionProblem ? new PolicyProblem(condition.message, place) : condition;
}

/** A condition that cannot be evaluated holds: a guard must not be skipped because of a slip in its condition. */
export function holds(condition: Expression<boolean> | null, context: PolicyContext): boolean {
  if (condition === null) return true;
  const result = condition.evaluate(context);
  return !result.ok || result.value;
}

export type SelectorOf<Type extends Flow["selectors"][number]["type"]> = Extract<Flow["selectors"][number], { readonly type: Type }>;
