import type { ApiDefinition } from "../api.ts";
import type { Flow } from "../flow.ts";
import { fieldProblems } from "../problems.ts";
import { policyKind } from "./policy-kinds.ts";

export interface FlowProblem {
  /** `plans.0.flows.1.request.0.configuration.attributes.0.name` */
  readonly path: string;
  readonly message: string;
}

/** Every flow of a definition with its place: the API's, then its plans'. */
export function flowsOf({
  flows,
  plans,
}: Pick<ApiDefinition, "flows" | "plans">): readonly { readonly place: string; readonly flow: Flow }[] {
  return [
    ...flows.map((flow, at) => ({ place: `flows.${at}`, flow })),
    ...plans.flatMap((plan, planAt) => plan.flows.map((flow, at) => ({ place: `plans.${planAt}.flows.${at}`, flow }))),
  ];
}

/** What is wrong with the steps that are switched on: policies nobody knows, lanes they cannot stand in, configurations they do not take. */
export function checkFlows(definition: Pick<ApiDefinition, "flows" | "plans">): readonly FlowProblem[] {
  return flowsOf(definition).flatMap(({ place, flow }) => {
    if (!flow.enabled) return [];
    return (["request", "response"] as const).flatMap((phase) =>
      flow[phase].flatMap((step, at) => (step.enabled ? checkStep(step, phase, `${place}.${phase}.${at}`) : [])),
    );
  });
}

function checkStep(step: Flow["request"][number], phase: "request" | "response", place: string): readonly FlowProblem[] {
  const kind = policyKind(step.policy);
  if (!kind) return [{ path: `${place}.policy`, message: `There is no policy ${step.policy}.` }];
  if (!kind.phases.includes(phase)) return [{ path: `${place}.policy`, message: `${kind.title} cannot stand in the ${phase} lane.` }];
  const parsed = kind.configuration.safeParse(step.configuration);
  if (parsed.success) return [];
  return Object.entries(fieldProblems(parsed.error)).map(([path, message]) => ({
    path: path === "" ? `${place}.configuration` : `${place}.configuration.${path}`,
    message,
  }));
}
