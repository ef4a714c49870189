import type { UsageRow } from "@sluice/definition/analytics";
import type { ReactNode } from "react";
import { formatCount, formatMs } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";
import { type Change, durationChange, pointChange, relativeChange } from "./change.ts";
import { ChangeWord } from "./change-word.tsx";

const errorRate = (row: UsageRow | undefined) => (row && row.requests > 0 ? row.errors / row.requests : null);
const large = (value: number | null) => (value === null ? "–" : formatLarge(value));

/** The whole range in six figures, each against the period before. */
export function StatCards({ total, before }: { readonly total: UsageRow; readonly before: UsageRow | undefined }) {
  const rate = errorRate(total);
  return (
    <dl className="grid grid-cols-2 rounded-md border border-line bg-raised wide:grid-cols-3 roomy:grid-cols-6 [&>*]:-ml-px [&>*]:-mt-px [&>*]:border-t [&>*]:border-l [&>*]:border-line overflow-hidden">
      <Stat label="Requests" value={formatCount(total.requests)} change={relativeChange(total.requests, before?.requests)}>
        {formatCount(before?.requests ?? 0)} the period before
      </Stat>
      <Stat label="Tokens" value={large(total.totalTokens)} change={relativeChange(total.totalTokens, before?.totalTokens)}>
        {large(total.promptTokens)} in ({large(total.cachedTokens)} cached), {large(total.completionTokens)} out
      </Stat>
      <Stat label="Cost" value={total.cost === null ? "–" : formatCost(total.cost)} change={relativeChange(total.cost, before?.cost)}>
        {total.unpricedTokens > 0 ? (
          <span className="text-warn">{formatLarge(total.unpricedTokens)} tokens unpriced</span>
        ) : (
          "all of it priced"
        )}
      </Stat>
      <Stat
        label="Error rate"
        value={rate === null ? "–" : `${(rate * 100).toFixed(2)} %`}
        change={pointChange(rate, errorRate(before), "less")}
      >
        {formatCount(total.errors)} refused or failed
      </Stat>
      <Stat
        label="First byte"
        value={total.firstByteP50Ms === null ? "–" : formatMs(total.firstByteP50Ms)}
        change={durationChange(total.firstByteP95Ms, before?.firstByteP95Ms)}
      >
        {total.firstByteP95Ms === null ? "median" : `median; p95 ${formatMs(total.firstByteP95Ms)}`}
      </Stat>
      <Stat
        label="Speed"
        value={total.tokensPerSecond === null ? "–" : `${formatLarge(Math.round(total.tokensPerSecond))} tok/s`}
        change={relativeChange(total.tokensPerSecond, before?.tokensPerSecond, "more")}
      >
        median of streams
      </Stat>
    </dl>
  );
}

interface StatProps {
  readonly label: string;
  readonly value: string;
  readonly change: Change | null;
  readonly children: ReactNode;
}

function Stat({ label, value, change, children }: StatProps) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="flex flex-wrap items-baseline justify-between gap-x-2 text-muted">
        {label}
        {change ? <ChangeWord change={change} /> : null}
      </dt>
      <dd className="text-figure tracking-[-0.02em] whitespace-nowrap max-narrow:text-title">{value}</dd>
      <dd className="text-xs text-muted">{children}</dd>
    </div>
  );
}
