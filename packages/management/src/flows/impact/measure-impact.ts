import type { Flow } from "@sluice/definition/flow";
import type { Impact, ImpactStep } from "@sluice/definition/policy-impact";
import { CannotTell, type PastRequest, type PastRule } from "./past-request.ts";
import { pastRule } from "./past-rule.ts";
import { pastSelector } from "./past-selector.ts";

interface Measured {
  readonly said: Omit<ImpactStep, "refused" | "reason">;
  readonly rule: PastRule | CannotTell;
  readonly takes: (request: PastRequest) => boolean;
  refused: number;
}

export interface FlowsToMeasure {
  readonly flows: readonly Flow[];
  readonly plans: readonly { readonly id: string; readonly flows: readonly Flow[] }[];
}

/** Goes through past requests, the oldest first, as each plan's chain would have: what an earlier step refuses, a later one never sees. */
export function measureImpact({ flows, plans }: FlowsToMeasure, requests: readonly PastRequest[]): Impact {
  const ofPlans = new Map(plans.map(({ id, flows: own }) => [id, measuredOf(own, id)]));
  const ofApi = measuredOf(flows, null);
  let refused = 0;
  for (const request of requests) {
    const chain = [...(ofPlans.get(request.planId ?? "") ?? []), ...ofApi];
    const refusing = chain.find(({ rule, takes }) => !(rule instanceof CannotTell) && takes(request) && rule(request));
    if (!refusing) continue;
    refusing.refused += 1;
    refused += 1;
  }
  const steps = [...[...ofPlans.values()].flat(), ...ofApi].map(({ said, rule, refused: count }) =>
    rule instanceof CannotTell ? { ...said, refused: null, reason: rule.reason } : { ...said, refused: count, reason: null },
  );
  const [first] = requests;
  return { requests: requests.length, since: first ? new Date(first.atMs).toISOString() : null, refused, steps };
}

function measuredOf(flows: readonly Flow[], planId: string | null): Measured[] {
  return flows.flatMap((flow, at) => {
    if (!flow.enabled) return [];
    const takes = pastSelector(flow.selectors);
    return flow.request.flatMap((step): Measured[] => {
      if (!step.enabled) return [];
      const said = { name: step.name || step.policy, policy: step.policy, flow: flow.name || `Flow ${at + 1}`, planId };
      if (takes instanceof CannotTell) return [{ said, rule: takes, takes: () => false, refused: 0 }];
      return [{ said, rule: pastRule(step), takes, refused: 0 }];
    });
  });
}
