import type { SubscriptionResource } from "@sluice/definition/consumers";
import { standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { authoriseSide, ONLOOKER } from "./sides.ts";
import { readSubscription, subscriptionResource } from "./stored-subscription.ts";

export async function getSubscription(context: ManagementContext, id: string): Promise<SubscriptionResource | ManagementError> {
  const denied = await authoriseSide(context, id, ONLOOKER);
  if (denied) return denied;
  const row = await readSubscription(context.db, id);
  return row ? subscriptionResource(row, await standingOf(context)) : notFound("subscription");
}
