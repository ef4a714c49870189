import type { SubscriptionResource } from "@sluice/definition/resources";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { readSubscription, subscriptionResource } from "./stored-subscription.ts";

export async function getSubscription({ db }: ManagementContext, id: string): Promise<SubscriptionResource | ManagementError> {
  const row = await readSubscription(db, id);
  return row ? subscriptionResource(row) : notFound("subscription");
}
