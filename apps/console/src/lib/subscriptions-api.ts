import { type SubscriptionCount, subscriptionCountSchema } from "@sluice/definition/consumers";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

/** How many subscriptions of an API are in which status, by plan. */
export async function countSubscriptions(apiId: string, { signal }: Pick<Send, "signal"> = {}): Promise<readonly SubscriptionCount[]> {
  const answer = await callApi(
    `/subscriptions/_counts?apiId=${encodeURIComponent(apiId)}`,
    z.object({ data: z.array(subscriptionCountSchema) }),
    {
      signal,
    },
  );
  return answer.data;
}
