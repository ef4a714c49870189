import { DEFAULT_KEYLESS_PLAN, type Plan } from "@sluice/definition/plan";
import type { ProviderDraft } from "../../components/provider-form/provider-draft.ts";
import { emptyProvider, newKey } from "../../components/provider-form/provider-draft.ts";

/** Everything that a person says in the wizard, as typed. `definition-bridge.ts` goes to the stored shape and back. */
export interface WizardForm {
  readonly name: string;
  readonly apiVersion: string;
  readonly description: string;
  readonly architecture: "AI_GATEWAY" | null;
  readonly entrypointType: "llm-proxy" | null;
  readonly paths: readonly PathRow[];
  readonly enforceUsage: boolean;
  readonly injectTokenHeaders: boolean;
  readonly providers: readonly ProviderDraft[];
  readonly plans: readonly PlanRow[];
}

export interface PathRow {
  readonly key: string;
  readonly path: string;
}

export interface PlanRow {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly security: PlanKind;
}

export type PlanKind = Plan["security"]["type"];

export function emptyForm(): WizardForm {
  return {
    name: "",
    apiVersion: "",
    description: "",
    architecture: null,
    entrypointType: null,
    paths: [pathRow("")],
    enforceUsage: true,
    injectTokenHeaders: false,
    providers: [emptyProvider()],
    plans: [keylessPlan()],
  };
}

export function pathRow(path: string): PathRow {
  return { key: newKey(), path };
}

export function keylessPlan(): PlanRow {
  return { key: newKey(), name: DEFAULT_KEYLESS_PLAN.name, description: DEFAULT_KEYLESS_PLAN.description, security: "KEY_LESS" };
}

/** Subscriptions to it are accepted at once: in a wizard there is nobody yet to wait for. */
export function apiKeyPlan(): PlanRow {
  return { key: newKey(), name: "API key", description: "Callers bring a key of their application", security: "API_KEY" };
}

/** API keys in the place of keyless; a plan that asks for keys already stays as it is. */
export function withApiKeysOnly(plans: readonly PlanRow[]): readonly PlanRow[] {
  const kept = plans.filter((plan) => plan.security !== "KEY_LESS");
  return kept.some((plan) => plan.security === "API_KEY") ? kept : [...kept, apiKeyPlan()];
}

/** Whether a person has put anything into it; a draft that holds nothing is not worth keeping. */
export function isUntouched(form: WizardForm): boolean {
  const bare = (value: WizardForm) => JSON.stringify(value, (name, inner) => (name === "key" ? undefined : inner));
  return bare(form) === bare(emptyForm());
}
