import type { Budget, BudgetAlert } from "@sluice/db/generated/client";

export interface ToldAlert {
  readonly alert: BudgetAlert;
  readonly budget: Budget;
  readonly placeName: string | null;
}

const PERIODS: Readonly<Record<string, string>> = { DAY: "today", WEEK: "this week", MONTH: "this month" };

/** An alert in words. */
export function describeAlert({ alert, budget, placeName }: ToldAlert): { readonly subject: string; readonly text: string } {
  const { threshold, spentUsd, amountUsd, at } = alert;
  const when = PERIODS[budget.period] ?? "in this period";
  const reached = threshold >= 100 ? "is spent" : `is spent to ${threshold} %`;
  const of = placeName ?? "everything";
  const lines = [
    `$${spentUsd.toFixed(2)} of $${amountUsd.toFixed(2)} were spent ${when} on ${of}.`,
    "",
    `Budget: ${budget.name}`,
    `Threshold: ${threshold} %`,
    `Seen: ${at.toISOString()}`,
    `Period: since ${alert.periodStart.toISOString()} (${budget.timeZone})`,
    "",
    "Models without a price are not in this sum.",
  ];
  // A name is one line; a subject with a second one would be a header of somebody's choosing.
  return { subject: `The budget ${oneLine(budget.name)} ${reached}`, text: lines.join("\n") };
}

function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, " ");
}

/** The same for machines. */
export function alertBody({ alert, budget, placeName }: ToldAlert): string {
  const { id, threshold, spentUsd, amountUsd, at, periodStart } = alert;
  const { name, period, timeZone, apiId, applicationId, planId } = budget;
  return JSON.stringify({
    type: "budget.threshold_reached",
    id,
    at: at.toISOString(),
    threshold,
    spentUsd: spentUsd.toFixed(10),
    amountUsd: amountUsd.toFixed(2),
    periodStart: periodStart.toISOString(),
    budget: { id: budget.id, name, period, timeZone, apiId, applicationId, planId, placeName },
  });
}
