import type { Database } from "@sluice/db/client";
import type { Budget } from "@sluice/db/generated/client";
import { periodAt } from "./budget-period.ts";
import { readSpending } from "./budget-spending.ts";

/**
 * Looks at what was spent, and writes down each threshold that was reached: once a period, whichever console sees it first and however many
 * look. Whom to tell is written in the same transaction.
 */
export async function watchBudgets(db: Database, now: Date, onFailure: (budget: Budget, error: unknown) => void): Promise<void> {
  for (const budget of await db.budget.findMany({ where: { enabled: true }, orderBy: { id: "asc" } })) {
    try {
      await watchOne(db, budget, now);
    } catch (error) {
      // One budget's trouble is that one's alone.
      onFailure(budget, error);
    }
  }
}

async function watchOne(db: Database, budget: Budget, now: Date): Promise<void> {
  const period = await periodAt(db, budget, now);
  const { spent } = await readSpending(db, budget, period);
  for (const threshold of budget.thresholds) {
    if (spent.mul(100).lt(budget.amountUsd.mul(threshold))) continue;
    await db.$transaction(async (tx) => {
      const alert = { budgetId: budget.id, periodStart: period.start, threshold, spentUsd: spent, amountUsd: budget.amountUsd, at: now };
      const [written] = await tx.budgetAlert.createManyAndReturn({ data: [alert], skipDuplicates: true, select: { id: true } });
      if (written)
        await tx.budgetDelivery.createMany({ data: deliveriesOf(budget).map((told) => ({ ...told, alertId: written.id, nextAt: now })) });
    });
  }
}

function deliveriesOf({ emails, webhookUrl }: Budget): { readonly channel: string; readonly target: string }[] {
  const mails = emails.map((target) => ({ channel: "email", target }));
  return webhookUrl === null ? mails : [...mails, { channel: "webhook", target: webhookUrl }];
}
