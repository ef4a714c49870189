"use client";

import type { SubscriptionCount, SubscriptionStatus } from "@sluice/definition/consumers";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { countSubscriptions } from "./subscriptions-api.ts";

/** People ask for access while a page is open. */
const POLL_MS = 15_000;

export function useSubscriptionCounts(apiId: string) {
  return useQuery({
    queryKey: queryKeys.subscriptionCounts(apiId),
    queryFn: ({ signal }) => countSubscriptions(apiId, { signal }),
    refetchInterval: POLL_MS,
  });
}

/** Those of these statuses, of one plan or of all. */
export function countOf(
  counts: readonly SubscriptionCount[],
  { statuses, planId }: { readonly statuses: readonly SubscriptionStatus[]; readonly planId?: string },
): number {
  return counts
    .filter((row) => statuses.includes(row.status) && (planId === undefined || row.planId === planId))
    .reduce((total, { count }) => total + count, 0);
}
