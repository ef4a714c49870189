"use client";

import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../lib/query-keys.ts";
import { readUsage, UNTIMED, type UsageQuery } from "../../lib/usage-api.ts";
import { daysUntil } from "./usage-days.ts";

const POLL_MS = 30_000;

/** What an application used in so many days: in all, by day, and by subscription. */
export function useUsage(applicationId: string, days: number) {
  return useQuery({
    queryKey: queryKeys.applicationUsage(applicationId, days),
    refetchInterval: POLL_MS,
    queryFn: async ({ signal }) => {
      const range = daysUntil(Date.now(), days);
      const read = (by: UsageQuery) => readUsage({ ...UNTIMED, applicationId, ...range, ...by }, { signal });
      const [[total], byDay, bySubscription] = await Promise.all([read({}), read({ interval: "1d" }), read({ groupBy: "subscriptionId" })]);
      return { range, total: total ?? null, byDay, bySubscription };
    },
  });
}
