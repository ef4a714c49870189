import type { PlanSecurityType } from "@sluice/definition/plan";
import type { PlanResource, PlanStatus } from "@sluice/definition/resources";

/** What proves most is asked first, and nothing last: what gateways do. Of one kind, the API's list counts. */
const TRIED = ["MTLS", "JWT", "OAUTH2", "API_KEY", "KEY_LESS"] as const satisfies readonly PlanSecurityType[];

export const STATUS_ORDER = ["PUBLISHED", "STAGING", "DEPRECATED", "CLOSED"] as const satisfies readonly PlanStatus[];

/** Plans of a status, in the order in which gateways try them. */
export function plansOf(plans: readonly PlanResource[], status: PlanStatus): readonly PlanResource[] {
  const own = plans.filter((plan) => plan.status === status);
  return TRIED.flatMap((kind) => own.filter((plan) => plan.security.type === kind));
}

/** The plan before or after this one that it can change places with: of its status and kind. Null at the end. */
export function neighbourOf(plans: readonly PlanResource[], plan: PlanResource, step: -1 | 1): PlanResource | null {
  const alike = plans.filter((other) => other.status === plan.status && other.security.type === plan.security.type);
  return alike[alike.findIndex(({ id }) => id === plan.id) + step] ?? null;
}

/** All ids, with two plans' places changed. */
export function swapped(plans: readonly PlanResource[], one: PlanResource, other: PlanResource): readonly string[] {
  return plans.map(({ id }) => (id === one.id ? other.id : id === other.id ? one.id : id));
}
