import { SUBSCRIPTION_STATUSES, type SubscriptionCounts } from "@sluice/definition/consumers";
import { subscriptionFilterSchema } from "@sluice/definition/queries";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { authoriseLooking, whichSubscriptions } from "./subscription-filter.ts";

/** How many of the subscriptions that the actor may see there are of each status. */
export async function countSubscriptions(context: ManagementContext, query: unknown): Promise<SubscriptionCounts | ManagementError> {
  const denied = authoriseLooking(context);
  if (denied) return denied;
  const asked = parseInput(subscriptionFilterSchema, query);
  if (asked instanceof ManagementError) return asked;
  const where = whichSubscriptions(context, asked);
  const counted = await context.db.subscription.groupBy({ by: ["status"], where, _count: true });
  const counts = new Map(counted.map(({ status, _count }) => [status, _count]));
  return Object.fromEntries(SUBSCRIPTION_STATUSES.map((status) => [status, counts.get(status) ?? 0])) as SubscriptionCounts;
}
