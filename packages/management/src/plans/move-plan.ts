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

/** Moves a plan along its life. Closing it closes its subscriptions in the same transaction. Returns why it may not move, else null. */
export async function movePlan(
  tx: Transaction,
  context: ManagementContext,
  { plan, to }: { readonly plan: PlanRow; readonly to: PlanStatus },
): Promise<ManagementError | null> {
  if (!(NEXT[plan.status] as readonly PlanStatus[]).includes(to)) {
    return new ManagementError("conflict", `${plan.name} is ${plan.status.toLowerCase()} and cannot become ${to.toLowerCase()}.`);
  }
  const refused = to === "PUBLISHED" ? await secondKeyless(tx, plan) : null;
  if (refused) return refused;
  const at = context.now();
  const times = to === "PUBLISHED" ? { publishedAt: at } : to === "CLOSED" ? { closedAt: at } : {};
  await tx.plan.update({ where: { id: plan.id }, data: { status: to, ...times } });
  if (to === "CLOSED") await closeSubscriptions(tx, context, { planId: plan.id });
  return null;
}

/** Two published keyless plans could not be told apart by any request. */
export async function secondKeyless(tx: Transaction, plan: Pick<PlanRow, "apiId" | "securityType">): Promise<ManagementError | null> {
  if (plan.securityType !== "KEY_LESS") return null;
  const other = await tx.plan.findFirst({ where: { apiId: plan.apiId, securityType: "KEY_LESS", status: "PUBLISHED" } });
  if (!other) return null;
  return new ManagementError(
    "conflict",
    `${other.name} is published and keyless too, and nothing would tell the two apart. Close it first.`,
  );
}
