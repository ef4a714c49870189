import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { OIDC_PREFIX } from "../people/person-resource.ts";
import { transact } from "../transact.ts";
import { oidcProviderResource } from "./oidc-provider-resource.ts";

/**
 * Takes a provider away, and who was known by it: another one that is given the same id later says who is who anew. People stay, and
 * come in by another way, or by a password link.
 */
export async function deleteOidcProvider(context: ManagementContext, id: string): Promise<undefined | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  return transact(context, async (tx) => {
    const row = await tx.oidcProvider.findUnique({ where: { id } });
    if (!row) return notFound("provider");
    await tx.account.deleteMany({ where: { providerId: `${OIDC_PREFIX}${id}` } });
    await tx.oidcProvider.delete({ where: { id } });
    await recordChange(tx, context, { action: "oidc-provider.delete", entityId: id, before: oidcProviderResource(row) });
    return undefined;
  });
}
