import type { BudgetResource } from "@sluice/definition/budgets";
import { classNames } from "../../../lib/class-names.ts";
import { formatCost } from "../../../lib/format-amount.ts";

type Spent = Pick<BudgetResource, "spentUsd" | "amountUsd" | "forecastUsd" | "thresholds">;

/** How much of a budget is spent: the bar, its thresholds as ticks, the numbers beside it. */
export function BudgetBar({ spentUsd, amountUsd, forecastUsd, thresholds }: Spent) {
  const [spent, amount] = [Number(spentUsd), Number(amountUsd)];
  const share = amount === 0 ? 0 : spent / amount;
  const first = Math.min(...thresholds, 100) / 100;
  const tone = share >= 1 ? "bg-danger" : share >= first ? "bg-warn" : "bg-accent";
  return (
    <div className="grid gap-1">
      <meter className="sr-only" aria-label="Spent" min={0} max={amount} value={Math.min(spent, amount)}>
        {formatCost(spent)} of {formatCost(amount)}
      </meter>
      <div aria-hidden className="relative h-2 overflow-hidden rounded-sm bg-sunken">
        <div className={classNames("h-full", tone)} style={{ width: `${Math.min(100, share * 100)}%` }} />
        {thresholds
          .filter((threshold) => threshold < 100)
          .map((threshold) => (
            <span key={threshold} aria-hidden className="absolute inset-y-0 w-px bg-line-strong" style={{ left: `${threshold}%` }} />
          ))}
      </div>
      <div className="flex flex-wrap justify-between gap-x-3 text-xs text-muted tabular-nums">
        <span>
          <span className="text-ink">{formatCost(spent)}</span> of {formatCost(amount)} · {Math.round(share * 100)} %
        </span>
        {forecastUsd === null ? null : (
          <span className={Number(forecastUsd) > amount ? "text-warn" : ""}>
            forecast {formatCost(Number(forecastUsd))}
            {Number(forecastUsd) > amount ? ", over budget" : ""}
          </span>
        )}
      </div>
    </div>
  );
}
