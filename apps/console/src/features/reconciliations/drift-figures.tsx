import type { ReconciliationDetail } from "@sluice/definition/reconciliations";
import type { ReactNode } from "react";
import { formatCount } from "../../lib/format.ts";
import { formatCost } from "../../lib/format-amount.ts";
import { formatPercent, formatSigned } from "./format-drift.ts";

/** The whole file against the same days of the ledger. */
export function DriftFigures({ data: { rows, totals } }: { readonly data: ReconciliationDetail }) {
  const off = rows.filter(({ verdict }) => verdict !== "agrees").length;
  const count = (value: number | null | undefined) => (value === null || value === undefined ? "not told" : formatCount(value));
  const cost = (value: string | null | undefined) => (value ? formatCost(Number(value)) : "not told");
  const { ours, theirs } = totals;
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-md border border-line bg-raised roomy:grid-cols-4 [&>*]:-mt-px [&>*]:-ml-px [&>*]:border-t [&>*]:border-l [&>*]:border-line">
      <Figure label="Days and models" value={formatCount(rows.length)}>
        {off === 0 ? (
          "all of them agree"
        ) : (
          <span className="text-warn">{off === 1 ? "1 of them differs" : `${formatCount(off)} of them differ`}</span>
        )}
      </Figure>
      <Figure label="Tokens in" value={formatPercent(totals.inputTokens.percent)}>
        {count(ours?.inputTokens)} here, {count(theirs?.inputTokens)} there
      </Figure>
      <Figure label="Tokens out" value={formatPercent(totals.outputTokens.percent)}>
        {count(ours?.outputTokens)} here, {count(theirs?.outputTokens)} there
      </Figure>
      <Figure label="Cost" value={totals.cost.difference === null ? "–" : formatSigned(Number(totals.cost.difference), formatCost)}>
        {cost(ours?.cost)} here, {cost(theirs?.cost)} there
      </Figure>
    </dl>
  );
}

function Figure({ label, value, children }: { readonly label: string; readonly value: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="text-muted">{label}</dt>
      <dd className="text-figure tracking-[-0.02em] max-narrow:text-title">{value}</dd>
      <dd className="text-xs text-muted">{children}</dd>
    </div>
  );
}
