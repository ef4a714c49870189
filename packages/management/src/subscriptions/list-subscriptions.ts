import type { SubscriptionResource } from "@sluice/definition/consumers";
import { subscriptionQuerySchema } from "@sluice/definition/queries";
import { standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { subscriptionResource, WITH_NAMES } from "./stored-subscription.ts";
import { authoriseLooking, whichSubscriptions } from "./subscription-filter.ts";

/** Subscriptions that the actor may see, newest first: of an API, an application or a plan, or all. */
export async function listSubscriptions(context: ManagementContext, query: unknown): Promise<Page<SubscriptionResource> | ManagementError> {
  const { db } = context;
  const denied = authoriseLooking(context);
  if (denied) return denied;
  const asked = parseInput(subscriptionQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const where = whichSubscriptions(context, asked);
  const [rows, total, standing] = await Promise.all([
    db.subscription.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], include: WITH_NAMES, ...rowsOf(asked) }),
    db.subscription.count({ where }),
    standingOf(context),
  ]);
  return pageOf(
    rows.map((row) => subscriptionResource(row, standing)),
    total,
    asked,
  );
}
