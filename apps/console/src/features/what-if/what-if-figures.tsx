import type { WhatIf } from "@sluice/definition/what-if";
import type { ReactNode } from "react";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";
import { formatDifference } from "./format-difference.ts";

/** Before, after, and what lies between. */
export function WhatIfFigures({ data: { before, after, unpricedBefore, unpricedAfter } }: { readonly data: WhatIf }) {
  return (
    <dl className="grid rounded-md border border-line bg-raised wide:grid-cols-3 [&>*]:border-line max-wide:[&>*]:not-first:border-t wide:[&>*]:not-first:border-l">
      <Figure label="Cost as it was" value={formatCost(Number(before))}>
        <Unpriced tokens={unpricedBefore} />
      </Figure>
      <Figure label="Cost as it would be" value={formatCost(Number(after))}>
        <Unpriced tokens={unpricedAfter} />
      </Figure>
      <Figure label="Difference" value={formatDifference(before, after).amount}>
        {formatDifference(before, after).percent}
      </Figure>
    </dl>
  );
}

function Unpriced({ tokens }: { readonly tokens: number }) {
  return tokens > 0 ? <span className="text-warn">without {formatLarge(tokens)} tokens that have no price</span> : "all of it priced";
}

function Figure({ label, value, children }: { readonly label: string; readonly value: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="text-muted">{label}</dt>
      <dd className="text-figure tracking-[-0.02em]">{value}</dd>
      <dd className="min-h-4 text-xs text-muted">{children}</dd>
    </div>
  );
}
