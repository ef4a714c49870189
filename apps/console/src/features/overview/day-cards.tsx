import type { UsageRow } from "@sluice/definition/analytics";
import Link from "next/link";
import type { ReactNode } from "react";
import { Sparkline } from "../../components/charts/sparkline.tsx";
import { formatCount } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";
import { paths } from "../../lib/paths.ts";
import type { Day } from "./use-day.ts";

/** What the last 24 hours were, by the hour. Each leads to where it is told in full. */
export function DayCards({ day: { total, hours } }: { readonly day: Day }) {
  const of = (pick: (row: UsageRow) => number | null) => hours.map((row) => (row ? pick(row) : null));
  const rate = (total.errors / total.requests) * 100;
  return (
    <div className="grid grid-cols-2 gap-4 roomy:grid-cols-4">
      <DayCard href={paths.analytics} label="Requests" value={formatCount(total.requests)} values={of(({ requests }) => requests)}>
        {rate === 0 ? "all answered" : `${(100 - rate).toFixed(2)} % answered`}
      </DayCard>
      <DayCard
        href={paths.analytics}
        label="Tokens"
        value={total.totalTokens === null ? "–" : formatLarge(total.totalTokens)}
        values={of(({ totalTokens }) => totalTokens)}
        colour="var(--token-out)"
      >
        {formatLarge(total.promptTokens ?? 0)} in, {formatLarge(total.completionTokens ?? 0)} out
      </DayCard>
      <DayCard
        href={paths.analytics}
        label="Cost"
        value={total.cost === null ? "–" : formatCost(total.cost)}
        values={of(({ cost }) => cost)}
        colour="var(--accent-text)"
      >
        {total.unpricedTokens > 0 ? (
          <span className="text-warn">{formatLarge(total.unpricedTokens)} tokens unpriced</span>
        ) : (
          "all of it priced"
        )}
      </DayCard>
      <DayCard
        href={`${paths.logs}?status=error`}
        label="Refused or failed"
        value={formatCount(total.errors)}
        values={of(({ errors }) => errors)}
        colour="var(--danger)"
      >
        {rate.toFixed(2)} % of requests
      </DayCard>
    </div>
  );
}

interface DayCardProps {
  readonly href: string;
  readonly label: string;
  readonly value: string;
  readonly values: readonly (number | null)[];
  readonly colour?: string;
  readonly children: ReactNode;
}

function DayCard({ href, label, value, values, colour = "var(--ink-muted)", children }: DayCardProps) {
  return (
    <Link href={href} className="grid min-w-0 content-start rounded-md border border-line bg-raised px-4 py-3 hover:border-strong">
      <span className="text-muted">{label}</span>
      <span className="text-figure tracking-[-0.02em] max-narrow:text-title">{value}</span>
      <span className="text-xs text-muted">{children}</span>
      <Sparkline values={values} colour={colour} />
    </Link>
  );
}
