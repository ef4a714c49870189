import { apiDefinitionSchema } from "@sluice/definition/api";
import { DEFAULT_KEYLESS_PLAN } from "@sluice/definition/plan";
import { type FieldProblems, fieldProblems } from "@sluice/definition/problems";
import { DRAFT_STEPS, type DraftStep } from "@sluice/definition/resources";
import { type ProviderDraft, withProvider } from "../../components/provider-form/provider-draft.ts";
import { formToDefinition } from "./definition-bridge.ts";
import type { WizardForm } from "./wizard-form.ts";

/**
 * What keeps a step from being finished: field path in the definition → message. The definition's own schema judges, so the wizard and
 * the server cannot disagree; the other steps' parts are replaced by valid ones, because a later step is not filled in yet.
 */
export function stepProblems(form: WizardForm, step: DraftStep): FieldProblems {
  if (step === "architecture") return form.architecture ? {} : { type: "Select AI Gateway to go on." };
  if (step === "entrypoint-type") return form.entrypointType ? {} : { "listeners.0.entrypoints": "Select LLM Proxy to go on." };
  const parts = PARTS_OF_STEP[step];
  const definition = formToDefinition({ ...form, entrypointType: "llm-proxy", providers: form.providers.map(asIfChosen) });
  const own = Object.fromEntries(parts.map((part) => [part, definition[part]]));
  const { error } = apiDefinitionSchema.safeParse({ ...FINISHED, ...own });
  const problems = error ? problemsOfStep(fieldProblems(error), step) : {};
  return step === "endpoints" ? { ...problems, ...unchosenProviders(form) } : problems;
}

/** The schema looks at nothing else of an endpoint whose provider it does not know; a person wants to hear everything at once. */
function asIfChosen(provider: ProviderDraft): ProviderDraft {
  return provider.provider === "" ? withProvider(provider, "OPEN_AI") : provider;
}

function unchosenProviders(form: WizardForm): FieldProblems {
  return Object.fromEntries(
    form.providers.flatMap(({ provider }, at) =>
      provider === "" ? [[`endpointGroups.${at}.endpoints.0.configuration.provider`, "Select an LLM provider."]] : [],
    ),
  );
}

const PARTS_OF_STEP: Readonly<Record<Exclude<DraftStep, "architecture" | "entrypoint-type">, readonly string[]>> = {
  details: ["name", "apiVersion", "description"],
  entrypoints: ["listeners"],
  endpoints: ["endpointGroups"],
  security: ["plans"],
  summary: [],
};

/** Valid and of no consequence. */
const FINISHED = {
  name: "n",
  apiVersion: "1",
  listeners: [{ paths: [{ path: "/path" }], entrypoints: [{ type: "llm-proxy" }] }],
  endpointGroups: [
    {
      name: "n",
      endpoints: [{ name: "n", configuration: { provider: "OPEN_AI", authentication: { type: "BEARER" }, models: [{ name: "m" }] } }],
    },
  ],
  plans: [DEFAULT_KEYLESS_PLAN],
};

/** The step whose screen shows a field of the definition; the summary shows what no step knows. */
export function stepOfField(path: string): DraftStep {
  const [part] = path.split(".");
  if (part === "type" || part === "definitionVersion") return "architecture";
  if (path === "listeners.0.entrypoints") return "entrypoint-type";
  for (const step of ["details", "entrypoints", "endpoints", "security"] as const)
    if (part && PARTS_OF_STEP[step].includes(part)) return step;
  return "summary";
}

/** Those of a step, on fields that its screen has: an endpoint takes its provider's name, so a problem of it is one of the *Name* field. */
export function problemsOfStep(problems: FieldProblems, step: DraftStep): FieldProblems {
  const own: Record<string, string> = {};
  for (const [path, message] of Object.entries(problems)) {
    if (stepOfField(path) !== step) continue;
    own[path.replace(/^(endpointGroups\.\d+)\.endpoints\.0\.name$/, "$1.name")] ??= message;
  }
  return own;
}

/** The first step, in the order of the wizard, that a problem belongs to; null when there is none. */
export function firstStepWithProblems(problems: FieldProblems): DraftStep | null {
  const steps = new Set(Object.keys(problems).map(stepOfField));
  return DRAFT_STEPS.find((step) => steps.has(step)) ?? null;
}

/** The first step that is not finished; null when the API can be created. */
export function firstUnfinishedStep(form: WizardForm): DraftStep | null {
  return DRAFT_STEPS.find((step) => Object.keys(stepProblems(form, step)).length > 0) ?? null;
}

/** The problems inside one part of the definition, keyed by the path inside it. */
export function problemsUnder(problems: FieldProblems, part: string): FieldProblems {
  return Object.fromEntries(
    Object.entries(problems).flatMap(([path, message]) => (path.startsWith(`${part}.`) ? [[path.slice(part.length + 1), message]] : [])),
  );
}
