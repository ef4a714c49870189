import type { Flow, Step } from "@sluice/definition/flow";
import type { PolicyPhase } from "@sluice/definition/policies/policy-kind";
import type { ApiResource } from "@sluice/definition/resources";

/** The API's own flows; any other scope is a plan's, by its id. */
export const API_SCOPE = "api";

export interface StepDraft {
  /** Of this page alone. */
  readonly key: string;
  readonly step: Step;
}

export interface FlowDraft {
  readonly key: string;
  readonly flow: Pick<Flow, "name" | "enabled" | "selectors">;
  readonly request: readonly StepDraft[];
  readonly response: readonly StepDraft[];
}

export interface ScopeDraft {
  readonly id: string;
  readonly name: string;
  readonly flows: readonly FlowDraft[];
}

export type Resource = ApiResource["resources"][number];

export interface ResourceDraft {
  readonly key: string;
  readonly resource: Resource;
}

export interface StudioDraft {
  readonly scopes: readonly ScopeDraft[];
  readonly resources: readonly ResourceDraft[];
}

/** A lane: of which flow, and which of its two. */
export interface LanePlace {
  readonly flow: string;
  readonly phase: PolicyPhase;
}

export const LANES = ["request", "response"] as const satisfies readonly PolicyPhase[];

let made = 0;

export function freshKey(): string {
  made += 1;
  return `k${made}`;
}

export function draftOf(api: ApiResource): StudioDraft {
  const open = api.plans.filter((plan) => plan.status !== "CLOSED");
  return {
    scopes: [
      { id: API_SCOPE, name: "API", flows: api.flows.map(flowDraft) },
      ...open.map(({ id, name, flows }) => ({ id, name, flows: flows.map(flowDraft) })),
    ],
    resources: api.resources.map((resource) => ({ key: freshKey(), resource })),
  };
}

export function flowDraft({ name, enabled, selectors, request, response }: Flow): FlowDraft {
  const drafts = (steps: readonly Step[]) => steps.map((step) => ({ key: freshKey(), step }));
  return { key: freshKey(), flow: { name, enabled, selectors }, request: drafts(request), response: drafts(response) };
}

export function flowOf({ flow, request, response }: FlowDraft): Flow {
  return { ...flow, request: request.map(({ step }) => step), response: response.map(({ step }) => step) };
}

export function flowsIn(draft: StudioDraft, scope: string): readonly FlowDraft[] {
  return draft.scopes.find(({ id }) => id === scope)?.flows ?? [];
}

export function inScope(draft: StudioDraft, scope: string, change: (flows: readonly FlowDraft[]) => readonly FlowDraft[]): StudioDraft {
  return { ...draft, scopes: draft.scopes.map((one) => (one.id === scope ? { ...one, flows: change(one.flows) } : one)) };
}

/** The same in whichever scope the flow is: keys are the page's, and none is given twice. */
export function inFlow(draft: StudioDraft, key: string, change: (flow: FlowDraft) => FlowDraft): StudioDraft {
  return {
    ...draft,
    scopes: draft.scopes.map((scope) => ({ ...scope, flows: scope.flows.map((flow) => (flow.key === key ? change(flow) : flow)) })),
  };
}

export function inLane(
  draft: StudioDraft,
  { flow, phase }: LanePlace,
  change: (steps: readonly StepDraft[]) => readonly StepDraft[],
): StudioDraft {
  return inFlow(draft, flow, (one) => ({ ...one, [phase]: change(one[phase]) }));
}

export interface StepPlace extends LanePlace {
  readonly scope: string;
  readonly at: number;
  readonly draft: StepDraft;
}

export function findStep(draft: StudioDraft, key: string): StepPlace | null {
  for (const scope of draft.scopes)
    for (const flow of scope.flows)
      for (const phase of LANES) {
        const at = flow[phase].findIndex((step) => step.key === key);
        const found = flow[phase][at];
        if (found) return { scope: scope.id, flow: flow.key, phase, at, draft: found };
      }
  return null;
}

export function findFlow(draft: StudioDraft, key: string): FlowDraft | null {
  return draft.scopes.flatMap(({ flows }) => flows).find((flow) => flow.key === key) ?? null;
}
