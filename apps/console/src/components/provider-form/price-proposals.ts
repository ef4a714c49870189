import type { PriceProposal } from "@sluice/definition/resources";
import { emptyModel, type ModelDraft, type ProviderDraft } from "./provider-draft.ts";
import { writePrice } from "./write-price.ts";

/** The draft with proposed prices where nobody gave any. What a person typed is never overwritten. */
export function withProposals(draft: ProviderDraft, proposals: readonly PriceProposal[]): ProviderDraft {
  const byModel = new Map(proposals.map((proposal) => [proposal.model, proposal]));
  let changed = false;
  const models = draft.models.map((model) => {
    const proposal = byModel.get(model.name.trim());
    if (!proposal || !wantsPrice(model)) return model;
    changed = true;
    return {
      ...model,
      inputPrice: priceText(proposal.inputPrice),
      outputPrice: priceText(proposal.outputPrice),
      priceSource: "proposed" as const,
    };
  });
  return changed ? { ...draft, models } : draft;
}

/** The draft without proposed prices: they were another provider's. */
export function withoutProposals(draft: ProviderDraft): ProviderDraft {
  return {
    ...draft,
    models: draft.models.map((model) =>
      model.priceSource === "proposed" ? { ...model, inputPrice: "", outputPrice: "", priceSource: null } : model,
    ),
  };
}

/** The draft with one more model, and nothing in the *Model* field. A name that stands there already is not added twice. */
export function withModel(draft: ProviderDraft, typed: string): ProviderDraft {
  const name = typed.trim();
  const known = name === "" || draft.models.some((model) => model.name.trim() === name);
  return { ...draft, typedModel: "", models: known ? draft.models : [...draft.models, emptyModel(name)] };
}

function wantsPrice(model: ModelDraft): boolean {
  return model.priceSource !== "yours" && model.inputPrice.trim() === "" && model.outputPrice.trim() === "";
}

function priceText(price: number | undefined): string {
  return price === undefined ? "" : writePrice(price);
}
