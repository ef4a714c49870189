"use client";

import type { PlanResource } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { movePlan, type PlanMove, reorderPlans } from "../../lib/plans-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { swapped } from "./plan-order.ts";

const DONE = { publish: "is published", deprecate: "is deprecated", close: "is closed" } as const satisfies Record<PlanMove, string>;

/** Moves a plan along its life. Its API's bar then says what is to be deployed. */
export function useMovePlan(plan: PlanResource, move: PlanMove, onMoved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => movePlan({ apiId: plan.apiId, planId: plan.id }, move),
    onSuccess: () => {
      toast.success(`${plan.name} ${DONE[move]}.`);
      onMoved();
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.api(plan.apiId) }),
  });
}

/** Has no dialog of its own, so a refusal is told by a message. */
export function useSwapPlans(apiId: string, plans: readonly PlanResource[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ([one, other]: readonly [PlanResource, PlanResource]) => reorderPlans(apiId, swapped(plans, one, other)),
    onError: (error) => toast.error("The order was not changed.", { description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.api(apiId) }),
  });
}
