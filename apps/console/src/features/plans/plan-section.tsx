"use client";

import type { ApiResource, PlanResource, PlanStatus } from "@sluice/definition/resources";
import { PLAN_STATUS_LABELS } from "../../components/plan-form/plan-words.ts";
import type { PlanMove } from "../../lib/plans-api.ts";
import { neighbourOf, plansOf } from "./plan-order.ts";
import { PlanRow } from "./plan-row.tsx";
import { useSwapPlans } from "./use-plan-changes.ts";

export interface PlanSectionProps {
  readonly api: ApiResource;
  readonly status: PlanStatus;
  readonly mayWrite: boolean;
  readonly onEdit: (plan: PlanResource) => void;
  readonly onMove: (plan: PlanResource, move: PlanMove) => void;
}

const MEANINGS = {
  PUBLISHED: "take subscriptions and calls",
  STAGING: "seen by nobody yet",
  DEPRECATED: "take calls, and no new subscriptions",
  CLOSED: "take nothing",
} as const satisfies Record<PlanStatus, string>;

/** The plans of one status; nothing where there are none. Closed ones are folded away. */
export function PlanSection(props: PlanSectionProps) {
  const { api, status } = props;
  const plans = plansOf(api.plans, status);
  if (plans.length === 0) return null;
  const title = `${PLAN_STATUS_LABELS[status]} ${plans.length}`;
  if (status === "CLOSED")
    return (
      <details>
        <summary className="text-muted hover:text-ink">{title}</summary>
        <div className="mt-2">
          <Rows {...props} plans={plans} />
        </div>
      </details>
    );
  return (
    <section aria-label={PLAN_STATUS_LABELS[status]} className="grid gap-2">
      <h2 className="flex items-baseline gap-2">
        {PLAN_STATUS_LABELS[status]} <span className="font-normal text-muted">{plans.length}</span>
        <span className="text-xs font-normal text-muted">{MEANINGS[status]}</span>
      </h2>
      <Rows {...props} plans={plans} />
    </section>
  );
}

function Rows({ api, status, mayWrite, onEdit, onMove, plans }: PlanSectionProps & { readonly plans: readonly PlanResource[] }) {
  const swap = useSwapPlans(api.id, api.plans);
  const swapper = (plan: PlanResource, step: -1 | 1) => {
    const neighbour = neighbourOf(api.plans, plan, step);
    return neighbour ? () => swap.isPending || swap.mutate([plan, neighbour]) : undefined;
  };
  return (
    <ul aria-label={`${PLAN_STATUS_LABELS[status]} plans`} className="rounded-md border border-line bg-raised">
      {plans.map((plan) => (
        <PlanRow
          key={plan.id}
          plan={plan}
          mayWrite={mayWrite}
          onUp={swapper(plan, -1)}
          onDown={swapper(plan, 1)}
          onEdit={() => onEdit(plan)}
          onMove={(move) => onMove(plan, move)}
        />
      ))}
    </ul>
  );
}
