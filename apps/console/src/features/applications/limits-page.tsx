"use client";

import { Gauge } from "lucide-react";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { BoundsCard } from "./bounds-card.tsx";
import { LimitsCard } from "./limits-card.tsx";
import { useLimits, useSubscriptions } from "./use-application.ts";

/** What bounds an application: what is left of its plans' limits, and what ends its subscriptions. What it used is told by Analytics. */
export function LimitsPage({ id }: { readonly id: string }) {
  const subscriptions = useSubscriptions(id);
  const limits = useLimits(id);
  const error = subscriptions.error ?? limits.error;
  if (subscriptions.data && limits.data) {
    const isOpen = subscriptions.data.some(({ status }) => status === "ACCEPTED" || status === "PAUSED");
    return (
      <div className="grid max-w-280 gap-4">
        <LimitsCard limits={limits.data} subscriptions={subscriptions.data} />
        <BoundsCard subscriptions={subscriptions.data} />
        {limits.data.length === 0 ? (
          <div className="rounded-md border border-line bg-raised">
            <EmptyState title={isOpen ? "No call has met a limit yet" : "No subscription is open"} icon={<Gauge aria-hidden />}>
              What is left of its plans' limits is told here once calls are counted against them.
            </EmptyState>
          </div>
        ) : null}
      </div>
    );
  }
  if (error)
    return (
      <ErrorState
        title="The limits could not be loaded"
        message={error.message}
        onRetry={() => void Promise.all([subscriptions.refetch(), limits.refetch()])}
        busy={subscriptions.isFetching || limits.isFetching}
      />
    );
  return (
    <div role="status" aria-label="Loading the limits" className="grid max-w-280 gap-4">
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-25 w-full" />
    </div>
  );
}
