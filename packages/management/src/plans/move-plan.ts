import type { Transaction } from "@sluice/db/client";
import type { Plan as PlanRow } from "@sluice/db/generated/client";
import type { PlanStatus } from "@sluice/definition/resources";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { closeSubscriptions } from "../subscriptions/close-subscriptions.ts";

/** What a plan may become. There is no way back: subscribers must be able to rely on what they were told. */
const NEXT = {
  STAGING: ["PUBLISHED", "CLOSED"],
  PUBLISHED: ["DEPRECATED", "CLOSED"],
  DEPRECATED: ["CLOSED"],
  CLOSED: [],
} as const satisfies Record<PlanStatus, readonly PlanStatus[]>;

/**
 * Moves a plan along its life. Closing it closes its subscriptions in the same transaction. Returns why it may not move, else null; what
 * publishing does to the plans beside it is `keylessClash`'s to say.
 */
export async function movePlan(
  tx: Transaction,
  context: ManagementContext,
  { plan, to }: { readonly plan: PlanRow; readonly to: PlanStatus },
): Promise<ManagementError | null> {
  if (!(NEXT[plan.status] as readonly PlanStatus[]).includes(to)) {
    return new ManagementError("conflict", `${plan.name} is ${plan.status.toLowerCase()} and cannot become ${to.toLowerCase()}.`);
  }
  const at = context.now();
  const times = to === "PUBLISHED" ? { publishedAt: at } : to === "CLOSED" ? { closedAt: at } : {};
  await tx.plan.update({ where: { id: plan.id }, data: { status: to, ...times } });
  if (to === "CLOSED") await closeSubscriptions(tx, context, { planId: plan.id });
  return null;
}
