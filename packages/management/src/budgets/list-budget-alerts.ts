import type { BudgetDelivery } from "@sluice/db/generated/client";
import type { BudgetAlertResource } from "@sluice/definition/budgets";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { authoriseBudget } from "./budget-place.ts";
import { machineOf } from "./budget-resource.ts";
import { readBudget } from "./read-budget.ts";

const MOST_LISTED = 100;

/** What a budget has told, the newest first, and whether it has arrived. */
export async function listBudgetAlerts(context: ManagementContext, id: string): Promise<{ data: BudgetAlertResource[] } | ManagementError> {
  const found = await readBudget(context, id, "read");
  if (found instanceof ManagementError) return found;
  const mayWrite = (await authoriseBudget(context, found.row, found.place)) === null;
  const rows = await context.db.budgetAlert.findMany({
    where: { budgetId: id },
    include: { deliveries: { orderBy: [{ channel: "asc" }, { target: "asc" }] } },
    orderBy: [{ at: "desc" }, { threshold: "desc" }],
    take: MOST_LISTED,
  });
  const data = rows.map(({ id: alertId, periodStart, threshold, spentUsd, amountUsd, at, deliveries }) => ({
    id: alertId,
    periodStart: periodStart.toISOString(),
    threshold,
    spentUsd: spentUsd.toFixed(10),
    amountUsd: amountUsd.toFixed(2),
    at: at.toISOString(),
    deliveries: deliveries.map((delivery) => told(delivery, mayWrite)),
  }));
  return { data };
}

function told(delivery: BudgetDelivery, mayWrite: boolean): BudgetAlertResource["deliveries"][number] {
  const { id, channel, target, attempts, deliveredAt, nextAt, lastError } = delivery;
  return {
    id,
    channel: channel === "webhook" ? "webhook" : "email",
    target: channel === "webhook" && !mayWrite ? machineOf(target) : target,
    attempts,
    state: deliveredAt ? "delivered" : nextAt ? "waiting" : "failed",
    deliveredAt: deliveredAt?.toISOString() ?? null,
    nextAt: nextAt?.toISOString() ?? null,
    lastError,
  };
}
