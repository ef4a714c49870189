"use client";

import { usageSchema } from "@sluice/definition/analytics";
import { useQuery } from "@tanstack/react-query";
import { callApi } from "../../lib/api-client.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { daysUntil } from "./usage-days.ts";

const POLL_MS = 30_000;

/** What an application used in so many days: in all, by day, and by subscription. */
export function useUsage(applicationId: string, days: number) {
  return useQuery({
    queryKey: queryKeys.applicationUsage(applicationId, days),
    refetchInterval: POLL_MS,
    queryFn: async ({ signal }) => {
      const range = daysUntil(Date.now(), days);
      const read = async (by: Record<string, string>) => {
        const query = new URLSearchParams({ applicationId, ...range, ...by });
        return (await callApi(`/analytics/usage?${query}`, usageSchema, { signal })).data;
      };
      const [[total], byDay, bySubscription] = await Promise.all([read({}), read({ interval: "1d" }), read({ groupBy: "subscriptionId" })]);
      return { range, total: total ?? null, byDay, bySubscription };
    },
  });
}
