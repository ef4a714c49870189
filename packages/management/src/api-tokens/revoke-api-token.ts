import type { ApiTokenResource } from "@sluice/definition/api-tokens";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { apiTokenResource } from "./api-token-resource.ts";

/** Refuses a token from now on: one's own, or one of a person whom one manages. What is somebody else's is refused like what is not there. */
export async function revokeApiToken(context: ManagementContext, id: string): Promise<ApiTokenResource | ManagementError> {
  const row = isId(id) ? await context.db.apiToken.findUnique({ where: { id } }) : null;
  const denied = await authorise(context, row?.userId === context.actor.id ? "tokens:own" : "people:manage");
  if (denied) return denied;
  if (!row) return notFound("token");
  return transact(context, async (tx) => {
    const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: context.now() } });
    if (count === 0) return new ManagementError("conflict", "This token is revoked already.");
    const after = apiTokenResource(await tx.apiToken.findUniqueOrThrow({ where: { id } }));
    await recordChange(tx, context, { action: "api-token.revoke", entityId: id, before: apiTokenResource(row), after });
    return after;
  });
}
