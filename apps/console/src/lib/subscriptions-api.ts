import { subscriptionCountsSchema } from "@sluice/definition/consumers";
import { callApi, type Send } from "./api-client.ts";

/** One function a call of the management API about subscriptions. All throw ApiError. */

export interface CountedOf {
  readonly apiId: string;
  readonly planId?: string;
}

/** How many subscriptions of an API, or of one of its plans, there are of each status. */
export function countSubscriptions(of: CountedOf, { signal }: Pick<Send, "signal"> = {}) {
  return callApi(`/subscriptions/_counts?${new URLSearchParams({ ...of })}`, subscriptionCountsSchema, { signal });
}
