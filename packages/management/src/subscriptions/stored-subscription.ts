import type { Transaction } from "@sluice/db/client";
import type { Prisma } from "@sluice/db/generated/client";
import type { SubscriptionResource } from "@sluice/definition/consumers";
import type { Standing } from "../access/standing.ts";
import { isId } from "../parse-input.ts";
import { apiKeyResource } from "./api-key.ts";

/** What a subscription is shown with. */
export const WITH_NAMES = {
  keys: { orderBy: { createdAt: "desc" } },
  application: { select: { name: true } },
  plan: {
    select: { name: true, securityType: true, status: true, api: { select: { name: true, paths: { select: { path: true } } } } },
  },
} as const satisfies Prisma.SubscriptionInclude;

export type StoredSubscription = Prisma.SubscriptionGetPayload<{ include: typeof WITH_NAMES }>;

/** Relation by relation: several at once would be sent down a transaction's one connection side by side, which the driver deprecates. */
export async function readSubscription(
  tx: Pick<Transaction, "subscription" | "application" | "apiKey">,
  id: string,
): Promise<StoredSubscription | null> {
  const row = isId(id) ? await tx.subscription.findUnique({ where: { id }, include: { plan: WITH_NAMES.plan } }) : null;
  if (!row) return null;
  const application = await tx.application.findUniqueOrThrow({ where: { id: row.applicationId }, ...WITH_NAMES.application });
  const keys = await tx.apiKey.findMany({ where: { subscriptionId: id }, ...WITH_NAMES.keys });
  return { ...row, application, keys };
}

/** The same, with its row locked until the transaction ends. */
export async function lockSubscription(tx: Transaction, id: string): Promise<StoredSubscription | null> {
  if (!isId(id)) return null;
  await tx.$queryRaw`SELECT 1 FROM "Subscription" WHERE id = ${id}::uuid FOR UPDATE`;
  return readSubscription(tx, id);
}

/** Keys are masked. */
export function subscriptionResource(row: StoredSubscription, standing: Standing): SubscriptionResource {
  const { id, applicationId, planId, apiId, status, request, reason, createdBy, processedBy, plan } = row;
  return {
    id,
    applicationId,
    applicationName: row.application.name,
    planId,
    planName: plan.name,
    planSecurity: plan.securityType,
    planStatus: plan.status,
    apiId,
    apiName: plan.api.name,
    contextPaths: plan.api.paths.map(({ path }) => path),
    status,
    request,
    reason,
    createdAt: row.createdAt.toISOString(),
    createdBy,
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    processedAt: row.processedAt?.toISOString() ?? null,
    processedBy,
    closedAt: row.closedAt?.toISOString() ?? null,
    apiKeys: row.keys.map(apiKeyResource),
    permissions: standing.permissionsAt({ apiId, applicationId }),
  };
}
