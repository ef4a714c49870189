import { toJson } from "@sluice/db/json";
import { type OidcProviderResource, oidcProviderInputSchema } from "@sluice/definition/oidc";
import { isMask } from "@sluice/definition/secrets";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { oidcProviderResource } from "./oidc-provider-resource.ts";

/** More would not fit under a sign-in form. */
const MOST_PROVIDERS = 20;
const LONGEST_ID = 40;

/** An issuer by which people may sign in. Its secret is sealed. */
export async function createOidcProvider(context: ManagementContext, body: unknown): Promise<OidcProviderResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(oidcProviderInputSchema, body);
  if (input instanceof ManagementError) return input;
  if (isMask(input.clientSecret)) return invalidFields({ clientSecret: "This is the mask of a secret. Enter the secret itself." });
  const id = input.id ?? idFrom(input.name);
  if (id === "") return invalidFields({ id: "Choose an id: small letters, digits and hyphens." });
  return transact(context, async (tx) => {
    if (await tx.oidcProvider.findUnique({ where: { id } })) return invalidFields({ id: `There is a provider with the id ${id} already.` });
    if ((await tx.oidcProvider.count()) >= MOST_PROVIDERS) return new ManagementError("conflict", `At most ${MOST_PROVIDERS} providers.`);
    const clientSecret = context.secretBox.seal(input.clientSecret);
    const row = await tx.oidcProvider.create({ data: { ...input, id, clientSecret, roles: toJson(input.roles) } });
    const resource = oidcProviderResource(row);
    await recordChange(tx, context, { action: "oidc-provider.create", entityId: id, after: resource });
    return resource;
  });
}

function idFrom(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return words.slice(0, LONGEST_ID).replace(/^-+|-+$/g, "");
}
