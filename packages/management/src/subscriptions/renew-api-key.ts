import type { Transaction } from "@sluice/db/client";
import { notify } from "@sluice/db/notify";
import { type ApiKeyResource, renewInputSchema } from "@sluice/definition/consumers";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { insertApiKey, liveAt } from "./api-key.ts";
import { lockKeyHolder } from "./create-api-key.ts";
import { authoriseSide, EITHER_SIDE } from "./sides.ts";

/** Gives a subscription a new key, in full this once; its former keys go on for the overlap, if they do not end before. */
export async function renewApiKey(
  context: ManagementContext,
  subscriptionId: string,
  body: unknown,
): Promise<ApiKeyResource | ManagementError> {
  const denied = await authoriseSide(context, subscriptionId, EITHER_SIDE);
  if (denied) return denied;
  const input = parseInput(renewInputSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  const { overlapSeconds, customApiKey } = input;
  return transact(context, async (tx) => {
    const subscription = await lockKeyHolder(tx, subscriptionId);
    if (subscription instanceof ManagementError) return subscription;
    const former = await endFormerKeys(tx, context, { subscriptionId, overlapSeconds });
    const key = await insertApiKey(tx, context, { subscriptionId, customApiKey });
    if (key instanceof ManagementError) return key;
    await recordChange(tx, context, {
      action: "subscription.renew-key",
      entityId: subscriptionId,
      before: { apiKeyIds: former },
      after: { apiKeyId: key.id, custom: customApiKey !== undefined, overlapSeconds },
    });
    await notify(tx, { kind: "subscription", id: subscriptionId });
    return key;
  });
}

interface Ending {
  readonly subscriptionId: string;
  readonly overlapSeconds: number;
}

/** Returns the ids of the keys that worked until now. */
async function endFormerKeys(
  tx: Transaction,
  { now }: Pick<ManagementContext, "now">,
  { subscriptionId, overlapSeconds }: Ending,
): Promise<string[]> {
  const at = now();
  const former = await tx.apiKey.findMany({
    where: { subscriptionId, ...liveAt(at) },
    select: { id: true },
    orderBy: { createdAt: "asc" },
  });
  const expiresAt = new Date(at.getTime() + overlapSeconds * 1000);
  const where = { subscriptionId, ...liveAt(expiresAt) };
  // At once is a revocation, which holds whatever a gateway's clock says.
  await tx.apiKey.updateMany({ where, data: overlapSeconds === 0 ? { revokedAt: at } : { expiresAt } });
  return former.map(({ id }) => id);
}
