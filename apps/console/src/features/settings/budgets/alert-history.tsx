"use client";

import type { BudgetAlertResource, BudgetResource } from "@sluice/definition/budgets";
import { useQuery } from "@tanstack/react-query";
import { Badge, type Tone } from "../../../components/ui/badge.tsx";
import { listBudgetAlerts } from "../../../lib/cost-api.ts";
import { formatDateTime } from "../../../lib/format.ts";
import { formatCost } from "../../../lib/format-amount.ts";
import { queryKeys } from "../../../lib/query-keys.ts";

const LOOK_EVERY_MS = 15_000;
const MOST_SHOWN = 10;

type Delivery = BudgetAlertResource["deliveries"][number];
const STATES: Readonly<Record<Delivery["state"], Tone>> = { delivered: "ok", waiting: "warn", failed: "danger" };

/** What a budget has told, and whether it has arrived. Nothing while it has told nothing. */
export function AlertHistory({ budget }: { readonly budget: Pick<BudgetResource, "id" | "name"> }) {
  const { data } = useQuery({
    queryKey: queryKeys.budgetAlerts(budget.id),
    queryFn: ({ signal }) => listBudgetAlerts(budget.id, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
  if (!data || data.length === 0) return null;
  return (
    <ul aria-label={`Alerts of ${budget.name}`} className="grid gap-1.5 text-xs text-muted tabular-nums">
      {data.slice(0, MOST_SHOWN).map((alert) => (
        <li key={alert.id} className="grid grid-cols-[36px_minmax(0,1fr)] items-baseline gap-x-3 wide:grid-cols-[36px_220px_minmax(0,1fr)]">
          <span className="font-medium whitespace-nowrap text-ink wide:text-right">{alert.threshold} %</span>
          <span suppressHydrationWarning>
            {formatDateTime(alert.at)}, at {formatCost(Number(alert.spentUsd))}
          </span>
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 max-wide:col-start-2">
            {alert.deliveries.length === 0 ? "told nobody" : null}
            {alert.deliveries.map((delivery) => (
              <DeliveryWord key={delivery.id} delivery={delivery} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function DeliveryWord({ delivery: { target, state, attempts, lastError } }: { readonly delivery: Delivery }) {
  return (
    <span className="min-w-0 wrap-anywhere">
      {target} <Badge tone={STATES[state]}>{state}</Badge>
      {lastError ? ` ${lastError}${attempts > 1 ? ` (${attempts} tries)` : ""}` : null}
    </span>
  );
}
