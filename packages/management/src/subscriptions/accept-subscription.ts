import { acceptInputSchema, type SubscriptionResource } from "@sluice/definition/consumers";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { insertApiKey } from "./api-key.ts";
import { concludeDecision, whyUndecidable } from "./decide-subscription.ts";
import { authoriseSide, PUBLISHER } from "./sides.ts";
import { lockSubscription } from "./stored-subscription.ts";
import { changedTerm, termProblem } from "./subscription-term.ts";

/** Accepts a pending subscription. Its first key, where the plan is one of keys, is in the answer, in full this once. */
export async function acceptSubscription(
  context: ManagementContext,
  id: string,
  body: unknown,
): Promise<SubscriptionResource | ManagementError> {
  const denied = await authoriseSide(context, id, PUBLISHER);
  if (denied) return denied;
  const input = parseInput(acceptInputSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const before = await lockSubscription(tx, id);
    if (!before) return notFound("subscription");
    const refused = whyUndecidable(before, "accept");
    if (refused) return refused;
    const now = context.now();
    const term = changedTerm({ startsAt: now, endsAt: null }, input);
    const problem = termProblem(term, input, now);
    if (problem) return invalidFields(problem);
    const takesKeys = before.plan.securityType === "API_KEY";
    if (!takesKeys && input.customApiKey !== undefined) return invalidFields({ customApiKey: `${before.plan.name} takes no keys.` });
    await tx.subscription.update({
      where: { id },
      data: { status: "ACCEPTED", ...term, processedAt: now, processedBy: context.actor.name },
    });
    const key = takesKeys ? await insertApiKey(tx, context, { subscriptionId: id, customApiKey: input.customApiKey }) : null;
    if (key instanceof ManagementError) return key;
    return concludeDecision(tx, context, { before, decision: "accept", reason: input.reason, key });
  });
}
