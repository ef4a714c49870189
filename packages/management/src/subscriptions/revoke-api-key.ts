import { notify } from "@sluice/db/notify";
import type { ApiKeyResource } from "@sluice/definition/consumers";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { apiKeyResource } from "./api-key.ts";
import { authoriseKey } from "./authorise-key.ts";

/** Refuses a key from now on. Revoking it again changes nothing. */
export async function revokeApiKey(context: ManagementContext, id: string): Promise<ApiKeyResource | ManagementError> {
  const denied = await authoriseKey(context, id);
  if (denied) return denied;
  return transact(context, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "ApiKey" WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await tx.apiKey.findUnique({ where: { id } });
    if (!row) return notFound("API key");
    if (row.revokedAt) return apiKeyResource(row);
    const revoked = await tx.apiKey.update({ where: { id }, data: { revokedAt: context.now() } });
    const { subscriptionId, name } = row;
    await recordChange(tx, context, { action: "api-key.revoke", entityId: id, after: { subscriptionId, name } });
    await notify(tx, { kind: "subscription", id: subscriptionId });
    return apiKeyResource(revoked);
  });
}
