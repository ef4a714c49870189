import type { ArrivingCall, CompiledPlan } from "../../runtime/compiled-plan.ts";

/** The plan of this kind that has this id, null when the API has none. */
export function findPlan<Security extends CompiledPlan["security"]>(
  plans: readonly CompiledPlan[],
  id: string,
  security: Security,
): Extract<CompiledPlan, { security: Security }> | null {
  for (const plan of plans) if (plan.id === id && isOf(plan, security)) return plan;
  return null;
}

/** The first plan of this kind that the call may be served under, null when there is none. */
export function firstPlan<Security extends CompiledPlan["security"]>(
  plans: readonly CompiledPlan[],
  security: Security,
  call: ArrivingCall,
): Extract<CompiledPlan, { security: Security }> | null {
  for (const plan of plans) if (isOf(plan, security) && (plan.rule === null || plan.rule(call))) return plan;
  return null;
}

function isOf<Security extends CompiledPlan["security"]>(
  plan: CompiledPlan,
  security: Security,
): plan is Extract<CompiledPlan, { security: Security }> {
  return plan.security === security;
}
