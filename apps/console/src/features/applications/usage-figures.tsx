import type { UsageRow } from "@sluice/definition/analytics";
import type { ReactNode } from "react";
import { formatCount } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";

/** The whole range in four figures. */
export function UsageFigures({ total }: { readonly total: UsageRow }) {
  return (
    <dl className="grid grid-cols-2 rounded-md border border-line bg-raised roomy:grid-cols-4 [&>*]:border-line max-roomy:[&>*:nth-child(even)]:border-l max-roomy:[&>*:nth-child(n+3)]:border-t roomy:[&>*]:not-first:border-l">
      <Figure label="Requests" value={formatCount(total.requests)}>
        {total.errors === 0 ? "none refused or failed" : `${formatCount(total.errors)} refused or failed`}
      </Figure>
      <Figure label="Tokens in" value={total.promptTokens === null ? "unknown" : formatLarge(total.promptTokens)}>
        {total.cachedTokens === null ? "cached ones not told" : `${formatLarge(total.cachedTokens)} of them cached`}
      </Figure>
      <Figure label="Tokens out" value={total.completionTokens === null ? "unknown" : formatLarge(total.completionTokens)}>
        {total.reasoningTokens ? `${formatLarge(total.reasoningTokens)} of them reasoning` : ""}
      </Figure>
      <Figure label="Cost" value={total.cost === null ? "unpriced" : formatCost(total.cost)}>
        {total.unpricedTokens > 0 ? `without ${formatLarge(total.unpricedTokens)} tokens that have no price` : ""}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
}

function Figure({ label, value, children }: FigureProps) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="text-muted">{label}</dt>
      <dd className="text-figure tracking-[-0.02em]">{value}</dd>
      <dd className="min-h-4 text-xs text-muted">{children}</dd>
    </div>
  );
}
