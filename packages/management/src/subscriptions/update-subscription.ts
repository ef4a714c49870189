import { notify } from "@sluice/db/notify";
import { type SubscriptionResource, subscriptionUpdateSchema } from "@sluice/definition/consumers";
import { standingOf } from "../access/standing.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { authoriseSide, PUBLISHER } from "./sides.ts";
import { lockSubscription, subscriptionResource } from "./stored-subscription.ts";
import { changedTerm, termProblem } from "./subscription-term.ts";

/** Changes from when until when an accepted subscription's calls are taken. What is left out of the body stays; null opens that side. */
export async function updateSubscription(
  context: ManagementContext,
  id: string,
  body: unknown,
): Promise<SubscriptionResource | ManagementError> {
  const denied = await authoriseSide(context, id, PUBLISHER);
  if (denied) return denied;
  const input = parseInput(subscriptionUpdateSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const row = await lockSubscription(tx, id);
    if (!row) return notFound("subscription");
    if (row.status !== "ACCEPTED" && row.status !== "PAUSED") {
      return new ManagementError("conflict", `This subscription is ${row.status.toLowerCase()}: its dates cannot be changed.`);
    }
    const term = changedTerm(row, input);
    const problem = termProblem(term, input, context.now());
    if (problem) return invalidFields(problem);
    await tx.subscription.update({ where: { id }, data: term });
    const standing = await standingOf({ ...context, db: tx });
    const [before, after] = [subscriptionResource(row, standing), subscriptionResource({ ...row, ...term }, standing)];
    const dates = ({ startsAt, endsAt }: SubscriptionResource) => ({ startsAt, endsAt });
    await recordChange(tx, context, { action: "subscription.update", entityId: id, before: dates(before), after: dates(after) });
    await notify(tx, { kind: "subscription", id });
    return after;
  });
}
