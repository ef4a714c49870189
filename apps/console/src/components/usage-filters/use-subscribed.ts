"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../lib/query-keys.ts";
import { listSubscriptions } from "../../lib/subscriptions-api.ts";

const NONE: readonly SubscriptionResource[] = [];

/** As a filter and a table of one application call it. */
export function subscriptionName({ apiName, planName }: Pick<SubscriptionResource, "apiName" | "planName">): string {
  return `${apiName}, ${planName}`;
}

/** An application's newest subscriptions: they name APIs and plans to members who may see neither. None where no application is meant. */
export function useSubscribed(applicationId: string | undefined): readonly SubscriptionResource[] {
  const query = { applicationId: applicationId ?? "", perPage: "100" };
  const { data } = useQuery({
    queryKey: queryKeys.subscriptionList(query),
    queryFn: ({ signal }) => listSubscriptions(query, { signal }),
    enabled: applicationId !== undefined,
    staleTime: 60_000,
  });
  return data?.data ?? NONE;
}
