"use client";

import type { PriceProposal } from "@sluice/definition/resources";
import { useQueryClient } from "@tanstack/react-query";
import { proposePrices } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { withProposals } from "./price-proposals.ts";
import { type ProviderDraft, withTypedModel } from "./provider-draft.ts";

export interface PriceProposals {
  readonly catalogue: string | null;
  readonly data: readonly PriceProposal[];
}

const NONE: PriceProposals = { catalogue: null, data: [] };

/** Asks the catalogue for prices. Never fails: without an answer nothing is proposed, and a model is simply unpriced. */
export function usePriceProposals(): (
  of: Pick<ProviderDraft, "provider" | "target">,
  models: readonly string[],
) => Promise<PriceProposals> {
  const client = useQueryClient();
  return async ({ provider, target }, models) => {
    const names = models.map((model) => model.trim()).filter((model) => model !== "");
    if (provider === "" || names.length === 0) return NONE;
    try {
      return await client.fetchQuery({
        queryKey: queryKeys.prices(provider, target, names),
        queryFn: ({ signal }) => proposePrices({ provider, target }, names, { signal }),
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
      });
    } catch {
      return NONE;
    }
  };
}

/** Takes what stands in the *Model* fields into their lists, and gives every model without a price the catalogue's. For going on. */
export function usePricedProviders(): (drafts: readonly ProviderDraft[]) => Promise<readonly ProviderDraft[]> {
  const propose = usePriceProposals();
  return (drafts) =>
    Promise.all(
      drafts.map(async (draft) => {
        const listed = withTypedModel(draft);
        const { data } = await propose(
          listed,
          listed.models.map((model) => model.name),
        );
        return withProposals(listed, data);
      }),
    );
}
