import { notify } from "@sluice/db/notify";
import type { ApiKeyResource } from "@sluice/definition/consumers";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { insertApiKey } from "./api-key.ts";
import { authoriseSide, EITHER_SIDE } from "./sides.ts";
import { lockSubscription } from "./stored-subscription.ts";

/** Former keys go on for two hours, as in Gravitee: long enough to roll the new one out. */
const GRACE_MS = 2 * 60 * 60 * 1000;

/** Gives a subscription a new key, in full this once; its former keys expire in two hours, if not before. */
export async function renewApiKey(context: ManagementContext, subscriptionId: string): Promise<ApiKeyResource | ManagementError> {
  const denied = await authoriseSide(context, subscriptionId, EITHER_SIDE);
  if (denied) return denied;
  return transact(context, async (tx) => {
    const subscription = await lockSubscription(tx, subscriptionId);
    if (!subscription) return notFound("subscription");
    if (subscription.status !== "ACCEPTED" && subscription.status !== "PAUSED") {
      return new ManagementError("conflict", `This subscription is ${subscription.status.toLowerCase()}: it has no key to renew.`);
    }
    const expiresAt = new Date(context.now().getTime() + GRACE_MS);
    await tx.apiKey.updateMany({
      where: { subscriptionId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: expiresAt } }] },
      data: { expiresAt },
    });
    const key = await insertApiKey(tx, subscriptionId);
    await recordChange(tx, context, { action: "subscription.renew-key", entityId: subscriptionId, after: { apiKeyId: key.id } });
    await notify(tx, { kind: "subscription", id: subscriptionId });
    return key;
  });
}
