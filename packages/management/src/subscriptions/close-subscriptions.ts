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
  await tx.subscription.updateMany({ where: { id: { in: ids } }, data: { status: "CLOSED", endsAt: at } });
  await tx.apiKey.updateMany({ where: { subscriptionId: { in: ids }, revokedAt: null }, data: { revokedAt: at } });
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, 'subscription:' || id) FROM unnest(${ids}::text[]) AS id`;
}
