import type { TrialStep } from "@sluice/definition/policy-trial";
import type { BoundStep } from "@sluice/policies/bind-step";
import { holds } from "@sluice/policies/bind-step";
import type { Verdict } from "@sluice/policies/policy";
import type { PolicyChain } from "@sluice/policies/policy-chain";
import { Denial } from "@sluice/wire/denial";
import type { RequestContext } from "../request-context.ts";
import { changesBetween, snapshotOf } from "./call-snapshot.ts";

/** What became of each step of a chain's request lanes, in order. */
export interface Traced {
  readonly flows: PolicyChain["flows"];
  /** Read once the run is over. */
  steps(context: RequestContext): readonly TrialStep[];
}

type Seen = Pick<TrialStep, "outcome" | "decisions" | "changes">;

/** The same chain, whose steps note what they do: a run goes through it as through the one that serves. */
export function traceSteps(flows: PolicyChain["flows"]): Traced {
  const seen = new Map<BoundStep, Seen>();
  const watched = flows.map((flow) => ({
    ...flow,
    takes: flow.takes.bind(flow),
    request: flow.request.map((step) => watch(step, (found) => seen.set(step, found))),
  }));
  return {
    flows: watched,
    steps: (context) =>
      flows.flatMap((flow) =>
        flow.request.map((step) => ({
          name: step.name,
          policy: step.policyId,
          ...(seen.get(step) ?? { outcome: whyUnseen(flow, step, context), decisions: [], changes: [] }),
        })),
      ),
  };
}

function watch(step: BoundStep, note: (seen: Seen) => void): BoundStep {
  const { policy } = step;
  return {
    ...step,
    policy: {
      onRequest: async (asked) => {
        const context = asked as RequestContext;
        const before = snapshotOf(context);
        const verdict = (await policy.onRequest?.(context)) ?? null;
        const changes = changesBetween(before, snapshotOf(context));
        const decisions = context.decisions.slice(before.decisions).map(({ action, detail }) => ({ action, detail }));
        note({ outcome: outcomeOf(verdict, changes.length > 0), decisions, changes });
        return verdict;
      },
      onSettled: (context, outcome) => policy.onSettled?.(context, outcome),
    },
  };
}

function outcomeOf(verdict: Verdict, changed: boolean): Seen["outcome"] {
  if (verdict instanceof Denial) return "refused";
  if (verdict !== null) return "answered";
  return changed ? "changed" : "passed";
}

function whyUnseen(flow: PolicyChain["flows"][number], step: BoundStep, context: RequestContext): Seen["outcome"] {
  if (!flow.takes(context)) return "other_flow";
  return holds(step.condition, context) ? "not_reached" : "condition";
}
