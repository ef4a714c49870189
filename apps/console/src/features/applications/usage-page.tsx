"use client";

import { useState } from "react";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { BoundsCard } from "./bounds-card.tsx";
import { DayChart } from "./day-chart.tsx";
import { LimitsCard } from "./limits-card.tsx";
import { everyDay } from "./usage-days.ts";
import { UsageFigures } from "./usage-figures.tsx";
import { UsageTable } from "./usage-table.tsx";
import { useApplication, useLimits, useSubscriptions } from "./use-application.ts";
import { useUsage } from "./use-usage.ts";

const RANGES = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
] as const;
type Range = (typeof RANGES)[number]["value"];

/** What an application used, and what bounds it. */
export function UsagePage({ id }: { readonly id: string }) {
  const [range, setRange] = useState<Range>("30");
  const { data: application } = useApplication(id);
  const { data: subscriptions } = useSubscriptions(id);
  const { data: limits } = useLimits(id);
  const { data, error, refetch, isFetching } = useUsage(id, Number(range));
  if (!application) return null;
  return (
    <div className="grid max-w-280 gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Segmented label="Range" value={range} onValueChange={setRange} options={RANGES} />
        <p className="text-xs text-muted">Days are counted in UTC.</p>
      </div>
      {error && !data ? (
        <ErrorState title="The usage could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
      ) : null}
      {!data && !error ? <Skeleton className="h-72 w-full" /> : null}
      {data?.total && data.total.requests > 0 ? (
        <>
          <UsageFigures total={data.total} />
          <Card title="Tokens by day" flush>
            <DayChart days={everyDay(data.byDay, data.range)} />
          </Card>
          <Card title="By subscription" flush>
            <UsageTable rows={data.bySubscription} subscriptions={subscriptions ?? []} />
          </Card>
        </>
      ) : null}
      {data && (data.total?.requests ?? 0) === 0 ? (
        <div className="rounded-md border border-line bg-raised">
          <EmptyState title={`No call in ${range} days`}>Its calls are counted here as soon as it makes some, refused ones too.</EmptyState>
        </div>
      ) : null}
      {subscriptions && limits ? <LimitsCard limits={limits} subscriptions={subscriptions} /> : null}
      {subscriptions ? <BoundsCard subscriptions={subscriptions} /> : null}
    </div>
  );
}
