import type { Draft } from "@sluice/definition/resources";
import { configurationOf, entrypointDraftOf, pathsOf } from "../../components/entrypoint-form/entrypoint-bridge.ts";
import { definitionToPlan, planToDefinition } from "../../components/plan-form/plan-bridge.ts";
import { groupToProvider, providerToGroup } from "../../components/provider-form/provider-bridge.ts";
import { emptyForm, type WizardForm } from "./wizard-form.ts";

export type DraftDefinition = Draft["definition"];

/**
 * The definition as far as the form goes: what a draft keeps, what the JSON tab shows and, once every step is valid, what creates the API.
 * `type` stands for the chosen architecture and the listener's entrypoint for the chosen type, so a draft needs no words of its own.
 */
export function formToDefinition(form: WizardForm): DraftDefinition {
  return {
    definitionVersion: "V4",
    ...(form.architecture ? { type: "LLM_PROXY" } : {}),
    name: form.name.trim(),
    apiVersion: form.apiVersion.trim(),
    description: form.description.trim(),
    listeners: [
      {
        type: "HTTP",
        paths: pathsOf(form),
        entrypoints: form.entrypointType ? [{ type: form.entrypointType, configuration: configurationOf(form) }] : [],
      },
    ],
    endpointGroups: form.providers.map(providerToGroup),
    plans: form.plans.map(planToDefinition),
  };
}

/** The form of whatever a draft holds. Never fails: what cannot be read is as it is in a new form. Masked secrets stay masks. */
export function definitionToForm(definition: unknown): WizardForm {
  const stored = record(definition);
  const empty = emptyForm();
  const listener = record(list(stored["listeners"])[0]);
  const entrypoint = record(list(listener["entrypoints"])[0]);
  const groups = list(stored["endpointGroups"]);
  return {
    name: text(stored["name"]),
    apiVersion: text(stored["apiVersion"]),
    description: text(stored["description"]),
    architecture: stored["type"] === "LLM_PROXY" ? "AI_GATEWAY" : null,
    entrypointType: entrypoint["type"] === "llm-proxy" ? "llm-proxy" : null,
    ...entrypointDraftOf(listener),
    providers: groups.length > 0 ? groups.map(groupToProvider) : empty.providers,
    plans: Array.isArray(stored["plans"]) ? stored["plans"].map(definitionToPlan) : empty.plans,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
