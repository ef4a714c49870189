"use client";

import type { SubscriptionCounts } from "@sluice/definition/consumers";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { type CountedOf, countSubscriptions } from "./subscriptions-api.ts";

/** People ask for access while a page is open. */
const POLL_MS = 15_000;

export function useSubscriptionCounts(of: CountedOf, { enabled = true }: { readonly enabled?: boolean } = {}) {
  return useQuery({
    queryKey: queryKeys.subscriptionCounts(of),
    queryFn: ({ signal }) => countSubscriptions(of, { signal }),
    refetchInterval: POLL_MS,
    enabled,
  });
}

/** Those that have not ended. */
export function livingOf({ PENDING, ACCEPTED, PAUSED }: SubscriptionCounts): number {
  return PENDING + ACCEPTED + PAUSED;
}
