import { toJson } from "@sluice/db/json";
import { type OidcProviderResource, oidcProviderUpdateSchema } from "@sluice/definition/oidc";
import { isMask } from "@sluice/definition/secrets";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { oidcProviderResource } from "./oidc-provider-resource.ts";

/** Replaces a provider's settings, but for its issuer. The secret's mask keeps what is stored. */
export async function updateOidcProvider(
  context: ManagementContext,
  id: string,
  body: unknown,
): Promise<OidcProviderResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(oidcProviderUpdateSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const before = await tx.oidcProvider.findUnique({ where: { id } });
    if (!before) return notFound("provider");
    const clientSecret = isMask(input.clientSecret) ? before.clientSecret : context.secretBox.seal(input.clientSecret);
    const row = await tx.oidcProvider.update({ where: { id }, data: { ...input, clientSecret, roles: toJson(input.roles) } });
    const after = oidcProviderResource(row);
    const change = { before: oidcProviderResource(before), after };
    await recordChange(tx, context, { action: "oidc-provider.update", entityId: id, ...change });
    return after;
  });
}
