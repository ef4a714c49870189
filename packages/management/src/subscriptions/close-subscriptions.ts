import { CHANNEL } from "@sluice/db/channel";
import type { Transaction } from "@sluice/db/client";
import type { ManagementContext } from "../context.ts";

/** Closes a subscription, or all that are open of a plan, revokes their keys, and tells the gateways. */
export async function closeSubscriptions(
  tx: Transaction,
  { now }: Pick<ManagementContext, "now">,
  of: { readonly planId: string } | { readonly id: string },
): Promise<void> {
  const open = await tx.subscription.findMany({ where: { ...of, status: { notIn: ["CLOSED", "REJECTED"] } }, select: { id: true } });
  if (open.length === 0) return;
  const ids = open.map(({ id }) => id);
  const at = now();
  await tx.$executeRaw`
    WITH closed AS (
      UPDATE "Subscription" SET status = 'CLOSED', "closedAt" = ${at}, "updatedAt" = ${at} WHERE id = ANY(${ids}::uuid[]) RETURNING id
    ), revoked AS (
      UPDATE "ApiKey" SET "revokedAt" = ${at}, "updatedAt" = ${at} WHERE "subscriptionId" = ANY(${ids}::uuid[]) AND "revokedAt" IS NULL
    )
    SELECT pg_notify(${CHANNEL}, 'subscription:' || id) FROM closed`;
}
