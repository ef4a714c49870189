import { notify } from "@sluice/db/notify";
import type { ApiKeyResource } from "@sluice/definition/consumers";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { apiKeyResource } from "./api-key.ts";
import { authoriseSide, EITHER_SIDE } from "./sides.ts";

/** Refuses a key from now on. Revoking it again changes nothing. */
export async function revokeApiKey(context: ManagementContext, id: string): Promise<ApiKeyResource | ManagementError> {
  const known = isId(id) ? await context.db.apiKey.findUnique({ where: { id }, select: { subscriptionId: true } }) : null;
  const denied = await authoriseSide(context, known?.subscriptionId ?? "", EITHER_SIDE);
  if (denied) return denied.code === "not_found" ? notFound("API key") : denied;
  return transact(context, async (tx) => {
    const row = await tx.apiKey.findUnique({ where: { id } });
    if (!row) return notFound("API key");
    if (row.revokedAt) return apiKeyResource(row);
    const revoked = await tx.apiKey.update({ where: { id }, data: { revokedAt: context.now() } });
    await recordChange(tx, context, { action: "api-key.revoke", entityId: id, after: { subscriptionId: row.subscriptionId } });
    await notify(tx, { kind: "subscription", id: row.subscriptionId });
    return apiKeyResource(revoked);
  });
}
