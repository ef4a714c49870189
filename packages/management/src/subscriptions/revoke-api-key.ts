import { notify } from "@sluice/db/notify";
import type { ApiKeyResource } from "@sluice/definition/resources";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { apiKeyResource } from "./api-key.ts";

/** Refuses a key from now on. Revoking it again changes nothing. */
export async function revokeApiKey(context: ManagementContext, id: string): Promise<ApiKeyResource | ManagementError> {
  return transact(context, async (tx) => {
    const row = isId(id) ? await tx.apiKey.findUnique({ where: { id } }) : null;
    if (!row) return notFound("API key");
    if (row.revokedAt) return apiKeyResource(row);
    const revoked = await tx.apiKey.update({ where: { id }, data: { revokedAt: context.now() } });
    await recordChange(tx, context, { action: "api-key.revoke", entityId: id, after: { subscriptionId: row.subscriptionId } });
    await notify(tx, { kind: "subscription", id: row.subscriptionId });
    return apiKeyResource(revoked);
  });
}
