"use client";

import { useQuery } from "@tanstack/react-query";
import { readApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { readUsage, UNTIMED } from "../../lib/usage-api.ts";
import type { FilterOption } from "./filter-select.tsx";
import { type TimeRange, timeKey } from "./usage-address.ts";

export interface FilterOptions {
  readonly plans: readonly FilterOption[];
  readonly providers: readonly FilterOption[];
  readonly models: readonly FilterOption[];
}

/** What the filters offer: an API's plans, and the providers and models that were called in this time. */
export function useFilterOptions(apiId: string | undefined, range: TimeRange): FilterOptions {
  const { data: api } = useQuery({
    queryKey: queryKeys.api(apiId ?? ""),
    queryFn: ({ signal }) => readApi(apiId ?? "", { signal }),
    enabled: apiId !== undefined,
  });
  const { data: called } = useQuery({
    queryKey: queryKeys.usage({ groupBy: "provider,model", apiId: apiId ?? "", time: timeKey(range) }),
    queryFn: ({ signal }) =>
      readUsage({ ...UNTIMED, groupBy: "provider,model", ...(apiId ? { apiId } : {}), ...instants(range) }, { signal }),
    staleTime: 60_000,
  });
  const distinct = (values: readonly (string | null | undefined)[]) =>
    [...new Set(values.filter((value) => typeof value === "string"))].sort().map((value) => ({ value, label: value }));
  return {
    plans: (api?.plans ?? []).map(({ id, name }) => ({ value: id, label: name })),
    providers: distinct((called ?? []).map(({ provider }) => provider)),
    models: distinct((called ?? []).map(({ model }) => model)),
  };
}

function instants({ fromMs, toMs }: TimeRange) {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
