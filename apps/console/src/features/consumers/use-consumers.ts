"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { queryKeys } from "../../lib/query-keys.ts";
import { listSubscriptions, readSubscription } from "../../lib/subscriptions-api.ts";
import { addressOf, type ConsumerFilters, filtersOf, queryOf } from "./consumer-filters.ts";

/** People ask, and keys are used, while the page is open. */
const POLL_MS = 10_000;

export interface FiltersInAddress {
  readonly filters: ConsumerFilters;
  /** A change of what is shown begins on its first page; the browser's Back closes the panel and goes no further. */
  readonly change: (change: Partial<ConsumerFilters>) => void;
}

export function useConsumerFilters(): FiltersInAddress {
  const filters = filtersOf(useSearchParams());
  function change(part: Partial<ConsumerFilters>) {
    const restarts = !("page" in part) && !("subscription" in part);
    const address = addressOf({ ...filters, ...(restarts ? { page: 1 } : {}), ...part }) || window.location.pathname;
    if (part.subscription) window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }
  return { filters, change };
}

export function useConsumers(apiId: string, filters: ConsumerFilters) {
  const query = queryOf(apiId, filters);
  return useQuery({
    queryKey: queryKeys.subscriptionList(query),
    queryFn: ({ signal }) => listSubscriptions(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}

/** One subscription; what the list knows of it already is shown meanwhile. */
export function useConsumer(id: string, listed: SubscriptionResource | undefined) {
  return useQuery({
    queryKey: queryKeys.subscription(id),
    queryFn: ({ signal }) => readSubscription(id, { signal }),
    ...(listed ? { placeholderData: listed } : {}),
    refetchInterval: POLL_MS,
  });
}

/** A change of a subscription. Its lists and counts are asked for again, whatever comes of it. */
export function useConsumerChange<Input>(
  change: (input: Input) => Promise<SubscriptionResource>,
  onDone: (changed: SubscriptionResource) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: onDone,
    onSettled: () => Promise.all([queryKeys.apis, queryKeys.subscriptions].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
