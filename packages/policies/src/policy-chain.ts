import { hash } from "node:crypto";
import type { ApiDefinition } from "@sluice/definition/api";
import { type BoundFlow, bindFlow } from "./bind-flow.ts";
import type { DeploymentSources } from "./create-policy.ts";
import { PolicyProblem } from "./policy-problem.ts";

/** What is done to one plan's requests. */
export interface PolicyChain {
  readonly planName: string;
  /** In the order of their request lanes: the plan's own, then the API's. */
  readonly flows: readonly BoundFlow[];
}

interface Deployed {
  readonly apiId: string;
  readonly definition: Pick<ApiDefinition, "flows" | "plans"> & Partial<Pick<ApiDefinition, "resources">>;
  /** Ids of the definition's plans, in the same order. */
  readonly planIds: readonly string[];
}

/** Each plan's chain, by its id. None for a plan whose requests nothing is done to. */
export function compileChains(
  { apiId, definition, planIds }: Deployed,
  sources: DeploymentSources,
): ReadonlyMap<string, PolicyChain> | PolicyProblem {
  const policies = hash("sha256", JSON.stringify([definition.flows, definition.plans.map(({ flows }) => flows), definition.resources]));
  const all = { ...sources, policies };
  const own = bindFlows(definition.flows, { place: "flows", identity: { apiId, planId: null }, sources: all });
  if (own instanceof PolicyProblem) return own;
  const chains = new Map<string, PolicyChain>();
  for (const [at, plan] of definition.plans.entries()) {
    const planId = planIds[at] ?? "";
    const flows = bindFlows(plan.flows, { place: `plans.${at}.flows`, identity: { apiId, planId }, sources: all });
    if (flows instanceof PolicyProblem) return flows;
    const chain = [...flows, ...own];
    if (chain.length > 0) chains.set(planId, { planName: plan.name, flows: chain });
  }
  return chains;
}

type Place = Omit<Parameters<typeof bindFlow>[0], "flow" | "slots">;

/** Those that do something. */
function bindFlows(flows: ApiDefinition["flows"], { place, ...rest }: Place): readonly BoundFlow[] | PolicyProblem {
  const bound: BoundFlow[] = [];
  const slots = new Set<string>();
  for (const [at, flow] of flows.entries()) {
    if (!flow.enabled) continue;
    const result = bindFlow({ flow, place: `${place}.${at}`, slots, ...rest });
    if (result instanceof PolicyProblem) return result;
    if (result.request.length + result.response.length > 0) bound.push(result);
  }
  return bound;
}
