"use client";

import type { PlanResource } from "@sluice/definition/resources";
import type { ReactNode } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { plural } from "../../lib/format.ts";
import type { PlanMove } from "../../lib/plans-api.ts";
import { livingOf, useSubscriptionCounts } from "../../lib/use-subscription-counts.ts";
import { useMovePlan } from "./use-plan-changes.ts";

export interface MoveDialogProps {
  readonly plan: PlanResource;
  readonly move: PlanMove;
  readonly onClose: () => void;
}

const VERBS = { publish: "Publish", deprecate: "Deprecate", close: "Close" } as const satisfies Record<PlanMove, string>;

/** Says what a step in a plan's life means for its subscribers. There is no way back from any. */
export function MoveDialog({ plan, move, onClose }: MoveDialogProps) {
  const { data: counts } = useSubscriptionCounts({ apiId: plan.apiId, planId: plan.id }, { enabled: move === "close" });
  const moving = useMovePlan(plan, move, onClose);
  return (
    <ConfirmDialog
      trouble={moving.error ? <RefusalNote title="The plan stays as it is" error={moving.error} /> : null}
      open
      onOpenChange={onClose}
      title={`${VERBS[move]} ${plan.name}?`}
      confirmLabel={`${VERBS[move]} plan`}
      danger={move === "close"}
      busy={moving.isPending}
      onConfirm={() => moving.mutate()}
    >
      <p>{meaning(move, plan, counts ? livingOf(counts) : null)}</p>
    </ConfirmDialog>
  );
}

function meaning(move: PlanMove, plan: PlanResource, subscriptions: number | null): ReactNode {
  if (move === "publish") {
    const keyless = plan.security.type === "KEY_LESS";
    return `${keyless ? "Anyone who reaches the gateway can call" : "Applications can subscribe at once, and call"} once the API is deployed. A published plan cannot go back to staging.`;
  }
  if (move === "deprecate") return "It takes no new subscriptions. Those that there are go on. It cannot be published again.";
  return (
    <>
      {ending(plan, subscriptions)} Callers of this plan are refused; for those without a subscription, from the next deployment on. This
      cannot be undone.
    </>
  );
}

function ending(plan: PlanResource, subscriptions: number | null): ReactNode {
  if (plan.security.type === "KEY_LESS") return "It has no subscriptions.";
  if (subscriptions === null) return "All its subscriptions end, and their keys are revoked within a second.";
  if (subscriptions === 0) return "It has no open subscriptions.";
  return (
    <>
      <b className="text-ink">{plural(subscriptions, "subscription")}</b> {subscriptions === 1 ? "ends" : "end"}, and{" "}
      {subscriptions === 1 ? "its" : "their"} keys are revoked within a second.
    </>
  );
}
