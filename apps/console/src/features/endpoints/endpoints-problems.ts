import { apiDefinitionSchema } from "@sluice/definition/api";
import { type FieldProblems, fieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { withProvider } from "../../components/provider-form/provider-draft.ts";
import { definitionWith, type EndpointsDraft } from "./endpoints-draft.ts";

/** What is wrong with what is edited, by the definition's own schema: `endpointGroups.0.name` → words. */
export function endpointsProblems(api: ApiResource, draft: EndpointsDraft): FieldProblems {
  const { groups } = draft;
  // The schema looks no further at an endpoint whose provider it does not know; a person wants to hear everything at once.
  const chosen = groups.map((group) => ({
    ...group,
    endpoints: group.endpoints.map((endpoint) =>
      endpoint.provider.provider === "" ? { ...endpoint, provider: withProvider(endpoint.provider, "OPEN_AI") } : endpoint,
    ),
  }));
  const { error } = apiDefinitionSchema.safeParse(definitionWith(api, { ...draft, groups: chosen }));
  const unchosen = groups.flatMap((group, at) =>
    group.endpoints.flatMap((endpoint, index) =>
      endpoint.provider.provider === ""
        ? [[`endpointGroups.${at}.endpoints.${index}.configuration.provider`, "Select an LLM provider."]]
        : [],
    ),
  );
  return { ...(error ? fieldProblems(error) : {}), ...Object.fromEntries(unchosen) };
}

/** Those of one endpoint, as its card names them. A lone endpoint is named by its group, so a problem of its name is one of the group's. */
export function endpointProblems(
  problems: FieldProblems,
  { group, endpoint, alone }: { readonly group: number; readonly endpoint: number; readonly alone: boolean },
): FieldProblems {
  const own: Record<string, string> = {};
  const at = `endpointGroups.${group}`;
  for (const [path, message] of Object.entries(problems)) {
    if (alone && path === `${at}.name`) own["name"] ??= message;
    if (path === `${at}.endpoints.${endpoint}.name`) own["name"] ??= message;
    const configuration = `${at}.endpoints.${endpoint}.configuration.`;
    if (path.startsWith(configuration)) own[`endpoints.0.configuration.${path.slice(configuration.length)}`] ??= message;
  }
  return own;
}

/** The card's path of a field → the definition's. */
export function definitionPath(
  cardPath: string,
  { group, endpoint, alone }: { readonly group: number; readonly endpoint: number; readonly alone: boolean },
): string {
  const at = `endpointGroups.${group}`;
  if (cardPath === "name") return alone ? `${at}.name` : `${at}.endpoints.${endpoint}.name`;
  return `${at}.${cardPath.replace(/^endpoints\.0\./, `endpoints.${endpoint}.`)}`;
}
