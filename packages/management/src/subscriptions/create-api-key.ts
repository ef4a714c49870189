import type { Transaction } from "@sluice/db/client";
import { notify } from "@sluice/db/notify";
import { type ApiKeyResource, apiKeyInputSchema } from "@sluice/definition/consumers";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { insertApiKey } from "./api-key.ts";
import { authoriseSide, EITHER_SIDE } from "./sides.ts";
import { lockSubscription, type StoredSubscription } from "./stored-subscription.ts";

/** Gives a subscription one more key, in full this once. Its other keys go on. */
export async function createApiKey(
  context: ManagementContext,
  subscriptionId: string,
  body: unknown,
): Promise<ApiKeyResource | ManagementError> {
  const denied = await authoriseSide(context, subscriptionId, EITHER_SIDE);
  if (denied) return denied;
  const input = parseInput(apiKeyInputSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt <= context.now()) return invalidFields({ expiresAt: EXPIRES_IN_THE_PAST });
  return transact(context, async (tx) => {
    const subscription = await lockKeyHolder(tx, subscriptionId);
    if (subscription instanceof ManagementError) return subscription;
    const { name, customApiKey } = input;
    const key = await insertApiKey(tx, context, { subscriptionId, name, customApiKey, expiresAt });
    if (key instanceof ManagementError) return key;
    await recordChange(tx, context, {
      action: "subscription.add-key",
      entityId: subscriptionId,
      after: { apiKeyId: key.id, name, custom: customApiKey !== undefined, expiresAt: key.expiresAt },
    });
    await notify(tx, { kind: "subscription", id: subscriptionId });
    return key;
  });
}

export const EXPIRES_IN_THE_PAST = "A key expires in the future. To end it now, revoke it.";

/** A subscription, locked, that may be given keys; or why it may not. */
export async function lockKeyHolder(tx: Transaction, id: string): Promise<StoredSubscription | ManagementError> {
  const subscription = await lockSubscription(tx, id);
  if (!subscription) return notFound("subscription");
  const { plan, status } = subscription;
  if (plan.securityType !== "API_KEY") {
    return new ManagementError("conflict", `${plan.name} takes no keys: its callers bring a token or a certificate.`);
  }
  if (status === "ACCEPTED" || status === "PAUSED") return subscription;
  return new ManagementError("conflict", `This subscription is ${status.toLowerCase()}: it has no keys.`);
}
