import type { EndpointCheckInput } from "@sluice/definition/resources";
import { mapSecrets, type SecretPlace } from "@sluice/definition/secrets";
import type { ManagementContext } from "../context.ts";
import { readOwnDraft } from "../drafts/read-own-draft.ts";
import { invalidFields, type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { sealSecrets } from "../secrets/seal-secrets.ts";

type CheckRequest = Omit<EndpointCheckInput, "draftId" | "apiId" | "endpoint">;

/** The question as a gateway gets it: secrets sealed, masks replaced by what the named draft or API keeps. */
export async function sealCheckSecrets(context: ManagementContext, input: EndpointCheckInput): Promise<CheckRequest | ManagementError> {
  const { draftId, apiId, endpoint = "", ...question } = input;
  const stored = await storedDefinitions(context, { draftId, apiId });
  if (!Array.isArray(stored)) return stored;
  // The place where secrets stand in a definition, so that masks are found by the same rules.
  const place = placeOf(endpoint, stored);
  const asked = { endpointGroups: [{ name: place.group, endpoints: [{ name: place.endpoint, configuration: question }] }] };
  const { definition, problems } = sealSecrets(asked, context.secretBox, stored);
  const fields = Object.entries(problems).map(([path, message]) => [`authentication.${path.split(".").at(-1)}`, message] as const);
  if (fields.length > 0) return invalidFields(Object.fromEntries(fields));
  return definition.endpointGroups[0]?.endpoints[0]?.configuration ?? question;
}

interface Sources {
  readonly draftId: string | undefined;
  readonly apiId: string | undefined;
}

async function storedDefinitions(context: ManagementContext, { draftId, apiId }: Sources): Promise<unknown[] | ManagementError> {
  const draft = draftId === undefined ? null : await readOwnDraft(context.db, context, draftId);
  if (draftId !== undefined && !draft) return notFound("draft");
  const api = apiId !== undefined && isId(apiId) ? await context.db.api.findUnique({ where: { id: apiId } }) : null;
  if (apiId !== undefined && !api) return notFound("API");
  return [draft?.definition, api?.definition].filter((definition) => definition !== undefined);
}

/** `name` is an endpoint's or its group's: the two share one namespace. */
function placeOf(name: string, stored: readonly unknown[]): { readonly group: string; readonly endpoint: string } {
  const places: SecretPlace[] = [];
  for (const definition of stored) {
    mapSecrets(definition, (value, place) => {
      if (place.kind === "endpoint") places.push(place);
      return value;
    });
  }
  const found = places.find(({ names }) => names[1] === name) ?? places.find(({ names }) => names[0] === name);
  const [group = "", endpoint = name] = found?.names ?? [];
  return { group, endpoint };
}
