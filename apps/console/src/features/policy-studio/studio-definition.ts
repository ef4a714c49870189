import type { ApiDefinition } from "@sluice/definition/api";
import { checkFlows } from "@sluice/definition/policies/check-flows";
import type { FieldProblems } from "@sluice/definition/problems";
import { checkResources } from "@sluice/definition/resource-kinds/check-resources";
import type { ApiResource } from "@sluice/definition/resources";
import { changedDefinition } from "../../lib/changed-definition.ts";
import { API_SCOPE, type FlowDraft, flowOf, flowsIn, LANES, type ScopeDraft, type StudioDraft } from "./studio-draft.ts";

/** An API's definition with what the studio holds, as it is saved: the API's flows, its resources, and the plans whose flows differ. */
export function definitionWith(api: ApiResource, draft: StudioDraft): Record<string, unknown> {
  return changedDefinition(api, {
    flows: flowsIn(draft, API_SCOPE).map(flowOf),
    resources: draft.resources.map(({ resource }) => resource),
    plans: api.plans.flatMap((plan) => {
      const scope = draft.scopes.find(({ id }) => id === plan.id);
      if (!scope) return [];
      const flows = scope.flows.map(flowOf);
      return JSON.stringify(flows) === JSON.stringify(plan.flows) ? [] : [{ ...plan, flows }];
    }),
  });
}

/** What would be saved, to see whether anything is to save. */
export function contentOf(draft: StudioDraft): string {
  return JSON.stringify([draft.scopes.map(({ id, flows }) => [id, flows.map(flowOf)]), draft.resources.map(({ resource }) => resource)]);
}

export interface StudioProblems {
  /** By step, and for each by field: `configuration.rate.limit`. */
  readonly steps: ReadonlyMap<string, FieldProblems>;
  readonly resources: ReadonlyMap<string, FieldProblems>;
}

/** What would stop a deployment, by the definition's own checks, where it stands on the page. */
export function problemsOf(draft: StudioDraft): StudioProblems {
  const [api, ...plans] = draft.scopes;
  const definition = {
    flows: (api?.flows ?? []).map(flowOf),
    plans: plans.map(({ flows }) => ({ flows: flows.map(flowOf) })) as unknown as ApiDefinition["plans"],
    resources: draft.resources.map(({ resource }) => resource),
  };
  const steps = new Map<string, FieldProblems>();
  const resources = new Map<string, FieldProblems>();
  for (const { path, message } of [...checkFlows(definition), ...checkResources(definition)]) {
    const step = stepAt(draft, path);
    const resource = /^resources\.(\d+)\.(.+)$/.exec(path);
    const key = step?.key ?? draft.resources[Number(resource?.[1])]?.key;
    if (key === undefined) continue;
    const found = step ? steps : resources;
    const field = step?.field ?? resource?.[2] ?? "";
    found.set(key, { [field]: message, ...found.get(key) });
  }
  return { steps, resources };
}

const STEP_PATH = /^(?:plans\.(\d+)\.)?flows\.(\d+)\.(request|response)\.(\d+)\.(.+)$/;

/** The step that a path of the definition leads to, plans counted as the draft has them. */
function stepAt({ scopes }: StudioDraft, path: string): { readonly key: string; readonly field: string } | null {
  const [, plan, flowAt, phase, at, field = ""] = STEP_PATH.exec(path) ?? [];
  const scope: ScopeDraft | undefined = scopes[plan === undefined ? 0 : Number(plan) + 1];
  const flow: FlowDraft | undefined = scope?.flows[Number(flowAt)];
  const lane = LANES.find((one) => one === phase);
  const step = lane ? flow?.[lane][Number(at)] : undefined;
  return step ? { key: step.key, field } : null;
}
