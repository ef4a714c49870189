"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { usePricedProviders } from "../../components/provider-form/use-price-proposals.ts";
import { ApiError } from "../../lib/api-client.ts";
import { type ApiEditor, useApiEditor } from "../../lib/use-api-editor.ts";
import { fromDraft, type GroupDraft, toDrafts } from "./group-draft.ts";
import { definitionWith, groupProblems } from "./group-problems.ts";

export interface EndpointsEditor extends ApiEditor<readonly GroupDraft[]> {
  readonly problems: FieldProblems;
}

/** The endpoint groups of an API while they are edited. */
export function useEndpointsEditor(api: ApiResource): EndpointsEditor {
  const price = usePricedProviders();
  const editor = useApiEditor<readonly GroupDraft[]>(api, {
    draftOf: ({ endpointGroups }) => toDrafts(endpointGroups),
    contentOf: (groups) => JSON.stringify(groups.map(fromDraft)),
    isWrong: (groups, base) => Object.keys(groupProblems(base, groups)).length > 0,
    definitionWith: async (base, groups) => definitionWith(base, await priced(groups, price)),
  });
  const fromServer = editor.refused instanceof ApiError ? editor.refused.fields : {};
  return { ...editor, problems: { ...fromServer, ...editor.said(groupProblems(editor.base, editor.draft)) } };
}

/** Models that still stand in their field come with a price, like those that were added. */
async function priced(groups: readonly GroupDraft[], price: ReturnType<typeof usePricedProviders>): Promise<readonly GroupDraft[]> {
  return Promise.all(
    groups.map(async (group) => {
      const providers = await price(group.endpoints.map((endpoint) => endpoint.provider));
      return {
        ...group,
        endpoints: group.endpoints.map((endpoint, at) => ({ ...endpoint, provider: providers[at] ?? endpoint.provider })),
      };
    }),
  );
}
