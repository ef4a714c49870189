import { normaliseContextPath } from "@sluice/definition/context-path";
import { DRAFT_STEPS, type DraftStep } from "@sluice/definition/resources";
import { withTypedModel } from "../../components/provider-form/provider-draft.ts";
import { plural } from "../../lib/format.ts";
import type { WizardForm } from "./wizard-form.ts";

/** A screen of the wizard. Titles and buttons are the guide's, letter for letter. */
export interface WizardStep {
  readonly id: DraftStep;
  readonly group: GroupId;
  readonly title: string;
  readonly button: string;
}

export type GroupId = "details" | "entrypoints" | "endpoints" | "security" | "summary";

/** The wizard is data: stepper, shell and validation read the same lists. */
export const STEPS: readonly WizardStep[] = [
  { id: "details", group: "details", title: "Provide some details on your API", button: "Validate my API details" },
  {
    id: "architecture",
    group: "entrypoints",
    title: "Select how you want your backend service exposed",
    button: "Select my API architecture",
  },
  { id: "entrypoint-type", group: "entrypoints", title: "Select your API entrypoints", button: "Select my entrypoints" },
  { id: "entrypoints", group: "entrypoints", title: "Configure your API entrypoints", button: "Validate my entrypoints" },
  { id: "endpoints", group: "endpoints", title: "Configure your API endpoints access", button: "Validate my endpoints" },
  { id: "security", group: "security", title: "Your API plans", button: "Validate my plans" },
  { id: "summary", group: "summary", title: "Review your API configuration", button: "Save and Deploy API" },
];

export interface StepGroup {
  readonly id: GroupId;
  readonly label: string;
  /** What was said in it, in a line or two. */
  readonly digest: (form: WizardForm) => readonly string[];
}

export const GROUPS: readonly StepGroup[] = [
  { id: "details", label: "API details", digest: (form) => [[form.name.trim(), form.apiVersion.trim()].filter(Boolean).join(" · ")] },
  { id: "entrypoints", label: "Entrypoints", digest: digestEntrypoints },
  { id: "endpoints", label: "Endpoints", digest: digestEndpoints },
  {
    id: "security",
    label: "Security",
    digest: (form) => (form.plans.length > 0 ? form.plans.map((plan) => plan.name) : ["No plans are selected."]),
  },
  { id: "summary", label: "Summary", digest: () => [] },
];

function digestEntrypoints(form: WizardForm): readonly string[] {
  if (!form.architecture) return [];
  if (!form.entrypointType) return ["AI Gateway"];
  const paths = form.paths.filter(({ path }) => path.trim() !== "").map(({ path }) => normaliseContextPath(path));
  if (paths.length === 0) return ["LLM Proxy"];
  return [["LLM Proxy", ...paths].join(" · "), form.enforceUsage ? "Tokens tracked in streams" : "Tokens in streams not tracked"];
}

function digestEndpoints(form: WizardForm): readonly string[] {
  const models = form.providers.reduce((total, provider) => total + withTypedModel(provider).models.length, 0);
  if (models === 0) return [];
  return [`${plural(form.providers.length, "provider")} · ${plural(models, "model")}`];
}

export function stepAt(id: DraftStep): WizardStep {
  const step = STEPS[DRAFT_STEPS.indexOf(id)];
  if (!step) throw new Error(`The wizard has no step ${id}.`);
  return step;
}

export function nextStep(id: DraftStep): DraftStep {
  return DRAFT_STEPS[Math.min(DRAFT_STEPS.indexOf(id) + 1, DRAFT_STEPS.length - 1)] ?? id;
}

/** Null on the first. */
export function previousStep(id: DraftStep): DraftStep | null {
  return DRAFT_STEPS[DRAFT_STEPS.indexOf(id) - 1] ?? null;
}

/** The screen that *Change* and the stepper lead to. */
export function firstStepOf(group: GroupId): DraftStep {
  return STEPS.find((step) => step.group === group)?.id ?? "details";
}

/** The later of two. */
export function furtherStep(a: DraftStep, b: DraftStep): DraftStep {
  return DRAFT_STEPS.indexOf(a) >= DRAFT_STEPS.indexOf(b) ? a : b;
}

/** What an address asks for, kept within what was reached. */
export function reachableStep(asked: string | null, furthest: DraftStep): DraftStep {
  const step = DRAFT_STEPS.find((id) => id === asked);
  return step && DRAFT_STEPS.indexOf(step) <= DRAFT_STEPS.indexOf(furthest) ? step : furthest;
}
