import type { Database } from "@sluice/db/client";
import type { Budget } from "@sluice/db/generated/client";
import { BUDGET_PERIODS, type BudgetResource } from "@sluice/definition/budgets";
import { maskSecret } from "@sluice/definition/sealed";
import { MASK } from "@sluice/definition/secrets";
import { periodAt } from "./budget-period.ts";
import { readSpending } from "./budget-spending.ts";

/** What everybody may see of the settings of a budget: its secret is a mask. */
export function budgetSettings(row: Budget) {
  return {
    id: row.id,
    name: row.name,
    apiId: row.apiId,
    applicationId: row.applicationId,
    planId: row.planId,
    amountUsd: row.amountUsd.toFixed(2),
    period: BUDGET_PERIODS.find((known) => known === row.period) ?? "MONTH",
    timeZone: row.timeZone,
    thresholds: row.thresholds,
    emails: row.emails,
    webhookUrl: row.webhookUrl,
    webhookSecret: row.webhookSecret === null ? null : maskSecret(row.webhookSecret),
    enabled: row.enabled,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** At which machine a webhook is, for those who may not change it: the rest of such an address often is its only secret. */
export function machineOf(url: string): string {
  return `${new URL(url).origin}/${MASK}`;
}

/** Earlier than this a forecast is a guess. */
const FORECAST_AFTER = 0.01;

/** The same with what was spent in the period that `now` lies in, and what comes of it if it goes on like that. */
export async function budgetResource(
  db: Pick<Database, "$queryRaw" | "retention">,
  row: Budget,
  { placeName, now, mayWrite }: { readonly placeName: string | null; readonly now: Date; readonly mayWrite: boolean },
): Promise<BudgetResource> {
  const period = await periodAt(db, row, now);
  const { spent, unpricedTokens } = await readSpending(db, row, period);
  const passed = (now.getTime() - period.start.getTime()) / (period.end.getTime() - period.start.getTime());
  return {
    ...budgetSettings(row),
    webhookUrl: row.webhookUrl === null || mayWrite ? row.webhookUrl : machineOf(row.webhookUrl),
    placeName,
    periodStart: period.start.toISOString(),
    periodEnd: period.end.toISOString(),
    spentUsd: spent.toFixed(10),
    forecastUsd: passed < FORECAST_AFTER ? null : spent.div(passed).toFixed(10),
    unpricedTokens,
  };
}
