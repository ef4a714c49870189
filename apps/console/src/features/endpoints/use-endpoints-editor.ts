"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { usePricedProviders } from "../../components/provider-form/use-price-proposals.ts";
import { ApiError } from "../../lib/api-client.ts";
import { type ApiEditor, useApiEditor } from "../../lib/use-api-editor.ts";
import { definitionWith, type EndpointsDraft, editedParts, toEndpointsDraft } from "./endpoints-draft.ts";
import { endpointsProblems } from "./endpoints-problems.ts";
import type { FailoverDraft } from "./failover-draft.ts";
import type { GroupDraft } from "./group-draft.ts";

type ChangeGroups = (change: (groups: readonly GroupDraft[]) => readonly GroupDraft[]) => void;

export interface EndpointsEditor extends Omit<ApiEditor<EndpointsDraft>, "change"> {
  readonly changeGroups: ChangeGroups;
  readonly changeFailover: (part: Partial<FailoverDraft>) => void;
  readonly problems: FieldProblems;
}

/** The endpoint groups of an API, and its failover, while they are edited. */
export function useEndpointsEditor(api: ApiResource): EndpointsEditor {
  const price = usePricedProviders();
  const { change, ...editor } = useApiEditor<EndpointsDraft>(api, {
    draftOf: toEndpointsDraft,
    contentOf: (draft) => JSON.stringify(editedParts(draft)),
    isWrong: (draft, base) => Object.keys(endpointsProblems(base, draft)).length > 0,
    definitionWith: async (base, draft) => definitionWith(base, { ...draft, groups: await priced(draft.groups, price) }),
  });
  const fromServer = editor.refused instanceof ApiError ? editor.refused.fields : {};
  return {
    ...editor,
    changeGroups: (of) => change((draft) => ({ ...draft, groups: of(draft.groups) })),
    changeFailover: (part) => change((draft) => ({ ...draft, failover: { ...draft.failover, ...part } })),
    problems: { ...fromServer, ...editor.said(endpointsProblems(editor.base, editor.draft)) },
  };
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
