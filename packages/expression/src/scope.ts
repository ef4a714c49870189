import type { ExpressionContext } from "./context.ts";
import { MOST_WORK } from "./limits.ts";

/** One evaluation: what it reads, what it has spent, and why it failed. A failure is noted, not thrown; what follows it works on nulls. */
export interface Scope {
  readonly context: ExpressionContext;
  work: number;
  failure: string | null;
}

export function openScope(context: ExpressionContext): Scope {
  return { context, work: 0, failure: null };
}

/** Notes the first failure, and gives the null to go on with. */
export function fail(scope: Scope, reason: string): null {
  scope.failure ??= reason;
  return null;
}

/** Asks before work is done: false when the evaluation has spent what it may, or has failed already. */
export function spend(scope: Scope, units: number): boolean {
  if (scope.failure !== null) return false;
  scope.work += units;
  if (scope.work <= MOST_WORK) return true;
  fail(scope, "The expression would take too long on this call.");
  return false;
}
