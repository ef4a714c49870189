"use client";

import type { PlanSecurityType } from "@sluice/definition/plan";
import type { ApiResource, PlanResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { AddPlanMenu } from "../../components/plan-form/add-plan-menu.tsx";
import { definitionToPlan } from "../../components/plan-form/plan-bridge.ts";
import { emptyPlan, type PlanDraft } from "../../components/plan-form/plan-draft.ts";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { readApi } from "../../lib/management-api.ts";
import type { PlanMove } from "../../lib/plans-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { MoveDialog } from "./move-dialog.tsx";
import { PlanDialog } from "./plan-dialog.tsx";
import { STATUS_ORDER } from "./plan-order.ts";
import { PlanSection } from "./plan-section.tsx";

/** Who may call an API: its plans, as gateways try them. */
export function PlansPage({ id }: { readonly id: string }) {
  const { data: api } = useQuery({ queryKey: queryKeys.api(id), queryFn: ({ signal }) => readApi(id, { signal }) });
  // The frame above says why, when it cannot be loaded.
  return api ? <Plans api={api} /> : null;
}

type Asked =
  | { readonly what: "edit"; readonly planId: string | null; readonly start: PlanDraft }
  | { readonly what: PlanMove; readonly plan: PlanResource };

function Plans({ api }: { readonly api: ApiResource }) {
  const mayWrite = useMayOnApi(api.id, "apis:write");
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const add = (kind: PlanSecurityType) => setAsked({ what: "edit", planId: null, start: { ...emptyPlan(kind), status: "STAGING" } });
  const addPlan = mayWrite ? <AddPlanMenu variant="primary" onAdd={add} /> : null;
  return (
    <div className="grid max-w-260 content-start gap-6 p-4 wide:px-8 wide:pt-6 wide:pb-8">
      {api.plans.length === 0 ? (
        <div className="rounded-md border border-line bg-raised">
          <EmptyState title="Nobody can call this API yet" icon={<KeyRound aria-hidden />} action={addPlan}>
            A plan says what callers have to show, and whether they wait for your approval.
          </EmptyState>
        </div>
      ) : (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <p className="min-w-0 flex-1 basis-72 text-muted">
            A call is taken by the first plan that its credential and the plan's rule fit: mTLS before tokens, tokens before keys, keyless
            last; of one kind, from the top.
          </p>
          {addPlan}
        </div>
      )}
      {STATUS_ORDER.map((status) => (
        <PlanSection
          key={status}
          api={api}
          status={status}
          mayWrite={mayWrite}
          onEdit={(plan) => setAsked({ what: "edit", planId: plan.id, start: definitionToPlan(plan) })}
          onMove={(plan, move) => setAsked({ what: move, plan })}
        />
      ))}
      {asked?.what === "edit" ? <PlanDialog api={api} planId={asked.planId} start={asked.start} onClose={close} /> : null}
      {asked && asked.what !== "edit" ? <MoveDialog plan={asked.plan} move={asked.what} onClose={close} /> : null}
    </div>
  );
}
