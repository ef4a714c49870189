"use client";

import { same } from "@sluice/definition/changes/report";
import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { planToDefinition } from "../../components/plan-form/plan-bridge.ts";
import { type PlanDraft, plainPlan } from "../../components/plan-form/plan-draft.ts";
import { PlanEditor } from "../../components/plan-form/plan-editor.tsx";
import { PLAN_KINDS } from "../../components/plan-form/plan-words.ts";
import { ApiError } from "../../lib/api-client.ts";
import { createPlan, updatePlan } from "../../lib/plans-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";

export interface PlanDialogProps {
  readonly api: ApiResource;
  /** Null adds one. */
  readonly planId: string | null;
  readonly start: PlanDraft;
  readonly onClose: () => void;
}

const QUESTION = "Leave without saving? What you changed in this plan is lost.";

/** The plan sub-wizard over one plan of an API. A new one is made in staging, where nobody sees it yet. */
export function PlanDialog({ api, planId, start, onClose }: PlanDialogProps) {
  const client = useQueryClient();
  const [plan, setPlan] = useState(start);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const others = api.plans.filter(({ id, status }) => id !== planId && status !== "CLOSED");

  async function finish(): Promise<FieldProblems> {
    setBusy(true);
    setError(null);
    try {
      const definition = planToDefinition(plan);
      const saved = planId === null ? await createPlan(api.id, definition) : await updatePlan({ apiId: api.id, planId }, definition);
      await client.invalidateQueries({ queryKey: queryKeys.api(api.id) });
      toast.success(planId === null ? `${saved.name} is added, in staging.` : `${saved.name} is saved.`);
      onClose();
      return {};
    } catch (refusal) {
      const fields = refusal instanceof ApiError ? refusal.fields : {};
      if (Object.keys(fields).length === 0) setError(refusal instanceof Error ? refusal : new Error(String(refusal)));
      return fields;
    } finally {
      setBusy(false);
    }
  }
  function leave() {
    if (same(plainPlan(plan), plainPlan(start)) || window.confirm(QUESTION)) onClose();
  }
  return (
    <PlanEditor
      plan={plan}
      existing={planId !== null}
      takenNames={others.map(({ name }) => name)}
      title={planId === null ? `Add a plan: ${PLAN_KINDS[plan.kind].name}` : `Edit ${start.name}`}
      finishLabel={planId === null ? "Add plan" : "Save plan"}
      busy={busy}
      error={error}
      onChange={setPlan}
      onFinish={finish}
      onCancel={leave}
      onClose={leave}
    />
  );
}
