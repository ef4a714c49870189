import { type EntrypointDraft, emptyEntrypoint } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { apiKeyPlan, keylessPlan, type PlanDraft } from "../../components/plan-form/plan-draft.ts";
import type { ProviderDraft } from "../../components/provider-form/provider-draft.ts";
import { emptyProvider } from "../../components/provider-form/provider-draft.ts";

/** Everything that a person says in the wizard, as typed. `definition-bridge.ts` goes to the stored shape and back. */
export interface WizardForm extends EntrypointDraft {
  readonly name: string;
  readonly apiVersion: string;
  readonly description: string;
  readonly architecture: "AI_GATEWAY" | null;
  readonly entrypointType: "llm-proxy" | null;
  readonly providers: readonly ProviderDraft[];
  readonly plans: readonly PlanDraft[];
}

export function emptyForm(): WizardForm {
  return {
    name: "",
    apiVersion: "",
    description: "",
    architecture: null,
    entrypointType: null,
    ...emptyEntrypoint(),
    providers: [emptyProvider()],
    plans: [keylessPlan()],
  };
}

/** API keys in the place of keyless; a plan that asks for keys already stays as it is. */
export function withApiKeysOnly(plans: readonly PlanDraft[]): readonly PlanDraft[] {
  const kept = plans.filter((plan) => plan.kind !== "KEY_LESS");
  return kept.some((plan) => plan.kind === "API_KEY") ? kept : [...kept, apiKeyPlan()];
}

/** Whether a person has put anything into it; a draft that holds nothing is not worth keeping. */
export function isUntouched(form: WizardForm): boolean {
  const bare = (value: WizardForm) => JSON.stringify(value, (name, inner) => (name === "key" ? undefined : inner));
  return bare(form) === bare(emptyForm());
}
