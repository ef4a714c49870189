import { CHANNEL } from "@sluice/db/channel";
import type { Transaction } from "@sluice/db/client";
import type { ManagementContext } from "../context.ts";

/** Has the gateways read an application's living subscriptions again, because what its callers are known by has changed. */
export async function touchSubscriptions(
  tx: Pick<Transaction, "$executeRaw">,
  { now }: Pick<ManagementContext, "now">,
  applicationId: string,
): Promise<void> {
  await tx.$executeRaw`
    WITH touched AS (
      UPDATE "Subscription" SET "updatedAt" = ${now()}
      WHERE "applicationId" = ${applicationId}::uuid AND status NOT IN ('CLOSED', 'REJECTED') RETURNING id
    )
    SELECT pg_notify(${CHANNEL}, 'subscription:' || id) FROM touched`;
}
