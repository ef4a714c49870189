"use client";

import { useQuery } from "@tanstack/react-query";
import { readApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { readUsage, UNTIMED } from "../../lib/usage-api.ts";
import type { FilterOption } from "./filter-select.tsx";
import { type TimeRange, timeKey, type UsagePlace } from "./usage-address.ts";
import { subscriptionName, useSubscribed } from "./use-subscribed.ts";

export interface FilterOptions {
  readonly plans: readonly FilterOption[];
  /** Those of the application whose own page it is. */
  readonly subscriptions: readonly FilterOption[];
  readonly providers: readonly FilterOption[];
  readonly models: readonly FilterOption[];
}

/** What the filters offer: an API's plans, and the providers and models that were called in this time. `applicationId`: on its own page. */
export function useFilterOptions({ apiId, applicationId }: UsagePlace, range: TimeRange): FilterOptions {
  const all = useSubscribed(applicationId);
  const subscribed = all.filter((subscription) => subscription.apiId === apiId);
  const { data: api } = useQuery({
    queryKey: queryKeys.api(apiId ?? ""),
    queryFn: ({ signal }) => readApi(apiId ?? "", { signal }),
    enabled: apiId !== undefined && applicationId === undefined,
  });
  const called = { ...UNTIMED, groupBy: "provider,model", ...(apiId ? { apiId } : {}), ...(applicationId ? { applicationId } : {}) };
  const { data: rows } = useQuery({
    queryKey: queryKeys.usage({ ...called, time: timeKey(range) }),
    queryFn: ({ signal }) => readUsage({ ...called, ...instants(range) }, { signal }),
    staleTime: 60_000,
  });
  const distinct = (values: readonly (string | null | undefined)[]) =>
    [...new Set(values.filter((value) => typeof value === "string"))].sort().map((value) => ({ value, label: value }));
  const plans = applicationId ? subscribed.map(({ planId, planName }) => ({ id: planId, name: planName })) : (api?.plans ?? []);
  return {
    plans: [...new Map(plans.map(({ id, name }) => [id, name]))].map(([value, label]) => ({ value, label })),
    subscriptions: (apiId ? subscribed : all).map((subscription) => ({ value: subscription.id, label: subscriptionName(subscription) })),
    providers: distinct((rows ?? []).map(({ provider }) => provider)),
    models: distinct((rows ?? []).map(({ model }) => model)),
  };
}

function instants({ fromMs, toMs }: TimeRange) {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
