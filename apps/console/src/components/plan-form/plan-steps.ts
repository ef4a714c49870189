import { planSchema } from "@sluice/definition/plan";
import { type FieldProblems, fieldProblems } from "@sluice/definition/problems";
import { planToDefinition } from "./plan-bridge.ts";
import type { PlanDraft } from "./plan-draft.ts";
import { PLAN_KINDS } from "./plan-words.ts";

export const PLAN_STEPS = ["general", "authentication", "review"] as const;
export type PlanStep = (typeof PLAN_STEPS)[number];

export function planStepTitle(step: PlanStep, { kind }: Pick<PlanDraft, "kind">): string {
  const titles = {
    general: "General",
    authentication: `${PLAN_KINDS[kind].name} authentication configuration`,
    review: "Restrictions and review",
  } as const satisfies Record<PlanStep, string>;
  return titles[step];
}

/** What is wrong with a plan: field path in the plan's definition → message. The definition's own schema judges; names of others are taken. */
export function planProblems(plan: PlanDraft, takenNames: readonly string[] = []): FieldProblems {
  const { error } = planSchema.safeParse(planToDefinition(plan));
  const taken = takenNames.includes(plan.name.trim()) ? { name: `A plan named ${plan.name.trim()} stands in the list already.` } : {};
  return { ...taken, ...(error ? fieldProblems(error) : {}) };
}

/** The step whose screen shows a field; the review shows what no step knows. */
export function planStepOf(path: string): PlanStep {
  const [part = ""] = path.split(".");
  if (["name", "description", "validation"].includes(part)) return "general";
  return part === "security" || part === "selectionRule" ? "authentication" : "review";
}

export function problemsOfPlanStep(problems: FieldProblems, step: PlanStep): FieldProblems {
  return Object.fromEntries(Object.entries(problems).filter(([path]) => planStepOf(path) === step));
}

/** The first step, in their order, that a problem belongs to; null when there is none. */
export function firstWrongStep(problems: FieldProblems): PlanStep | null {
  const wrong = new Set(Object.keys(problems).map(planStepOf));
  return PLAN_STEPS.find((step) => wrong.has(step)) ?? null;
}
