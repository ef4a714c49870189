import { normaliseContextPath } from "@sluice/definition/context-path";
import type { EndpointCheckResult } from "@sluice/definition/resources";
import type { CheckState } from "../../components/provider-form/provider-check.ts";
import { type ProviderDraft, withTypedModel } from "../../components/provider-form/provider-draft.ts";
import type { WizardForm } from "./wizard-form.ts";

/** What is known of a provider's connection as it stands now. */
export type CheckOf = (provider: ProviderDraft) => CheckState;

export interface ConsumerModel {
  readonly id: string;
  readonly name: string;
  /** Whether the provider knows it; null while nobody has asked. */
  readonly found: boolean | null;
  readonly aliases: readonly string[];
  /** US dollars for a thousand typical calls; null when a price is unknown. */
  readonly thousandCallsUsd: number | null;
}

/** A call of a chat: what goes in, and a short answer. */
export const TYPICAL_CALL = { inputTokens: 1_200, outputTokens: 300 } as const;

/** The models as `GET /models` will list them, with what is known of each. Providers without a name are left out. */
export function consumerModels(form: WizardForm, checkOf: CheckOf): readonly ConsumerModel[] {
  return form.providers.flatMap((provider) => {
    const group = provider.name.trim();
    if (group === "") return [];
    return withTypedModel(provider)
      .models.filter((model) => model.name.trim() !== "")
      .map((model) => ({
        id: `${group}:${model.name.trim()}`,
        name: model.name.trim(),
        found: isFound(checkOf(provider), model.name.trim()),
        aliases: model.aliases,
        thousandCallsUsd: thousandCallsUsd(model.inputPrice, model.outputPrice),
      }));
  });
}

function isFound(check: CheckState, model: string): boolean | null {
  // A provider that lists nothing has not said that it lacks the model.
  if (check.kind !== "done" || !check.result.ok || check.result.models.length === 0) return null;
  return check.result.models.some((known) => known.id === model);
}

/** Both prices have to be known; what a model without output would cost cannot be told from one that nobody priced. */
function thousandCallsUsd(inputPrice: string, outputPrice: string): number | null {
  const [input, output] = [priceOf(inputPrice), priceOf(outputPrice)];
  if (input === null || output === null) return null;
  return (1_000 * (input * TYPICAL_CALL.inputTokens + output * TYPICAL_CALL.outputTokens)) / 1_000_000;
}

/** A price as typed, in US dollars per million tokens; null when it is none. */
export function priceOf(typed: string): number | null {
  const price = Number(typed.trim().replace(",", "."));
  return typed.trim() === "" || !Number.isFinite(price) || price < 0 ? null : price;
}

/** The first context path as callers will write it, or null. */
export function firstPath(form: WizardForm): string | null {
  const typed = form.paths.find(({ path }) => path.trim() !== "");
  return typed ? normaliseContextPath(typed.path) : null;
}

/** How many of a provider's models it knows, in words. */
export function foundInWords(provider: ProviderDraft, result: EndpointCheckResult): string {
  const models = withTypedModel(provider).models;
  const latency = `${Math.round(result.latencyMs)} ms`;
  if (result.models.length === 0) return latency;
  const found = models.filter((model) => isFound({ kind: "done", result }, model.name.trim())).length;
  return `${latency}, ${found} of ${models.length} models found`;
}

/** Models that have no price, by id; unpriced calls count in no total. */
export function unpricedModels(form: WizardForm): readonly string[] {
  return form.providers.flatMap((provider) =>
    withTypedModel(provider)
      .models.filter((model) => priceOf(model.inputPrice) === null)
      .map((model) => `${provider.name.trim()}:${model.name.trim()}`),
  );
}
