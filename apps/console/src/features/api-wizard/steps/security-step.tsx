import { same } from "@sluice/definition/changes/report";
import type { PlanSecurityType } from "@sluice/definition/plan";
import { LockOpen } from "lucide-react";
import { useState } from "react";
import { AddPlanMenu } from "../../../components/plan-form/add-plan-menu.tsx";
import { emptyPlan, type PlanDraft, plainPlan } from "../../../components/plan-form/plan-draft.ts";
import { PlanEditor } from "../../../components/plan-form/plan-editor.tsx";
import { PLAN_KINDS } from "../../../components/plan-form/plan-words.ts";
import { Button } from "../../../components/ui/button.tsx";
import { FieldError } from "../../../components/ui/field.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { problemsUnder } from "../step-problems.ts";
import { withApiKeysOnly } from "../wizard-form.ts";
import { SecurityPlanCard } from "./security-plan-card.tsx";
import type { StepProps } from "./step-props.ts";

/** The plan that is open in the sub-wizard, and what it was before; null: it was not there. */
interface Opened {
  readonly key: string;
  readonly before: PlanDraft | null;
}

export function SecurityStep({ form, update, problems }: StepProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const isKeyless = form.plans.some((plan) => plan.kind === "KEY_LESS");
  const setPlans = (change: (plans: readonly PlanDraft[]) => readonly PlanDraft[]) =>
    update((now) => ({ ...now, plans: change(now.plans) }));
  const replace = (key: string, change: (plan: PlanDraft) => PlanDraft) =>
    setPlans((plans) => plans.map((plan) => (plan.key === key ? change(plan) : plan)));
  const remove = (key: string) => setPlans((plans) => plans.filter((plan) => plan.key !== key));
  function add(kind: PlanSecurityType) {
    const plan = emptyPlan(kind);
    setPlans((plans) => [...plans, plan]);
    setOpened({ key: plan.key, before: null });
  }
  const plan = form.plans.find(({ key }) => key === opened?.key);
  return (
    <div className="grid max-w-180 gap-4">
      {isKeyless ? <KeylessNote onUseApiKeys={() => setPlans(withApiKeysOnly)} /> : null}
      {form.plans.length === 0 ? (
        <Note tone="warn" title="No plans are selected.">
          <p className="text-muted">The API can be saved and deployed, but nobody can call it until it has a plan.</p>
        </Note>
      ) : null}
      {form.plans.map((one, at) => (
        <SecurityPlanCard
          key={one.key}
          plan={one}
          path={`plans.${at}`}
          problems={problemsUnder(problems, `plans.${at}`)}
          onRename={(name) => replace(one.key, (before) => ({ ...before, name }))}
          onEdit={() => setOpened({ key: one.key, before: one })}
          onRemove={() => remove(one.key)}
        />
      ))}
      {problems["plans"] ? <FieldError>{problems["plans"]}</FieldError> : null}
      <span className="justify-self-start">
        <AddPlanMenu size="sm" align="start" onAdd={add} />
      </span>
      {plan && opened ? (
        <PlanEditor
          key={opened.key}
          plan={plan}
          existing={opened.before !== null}
          takenNames={form.plans.filter(({ key }) => key !== plan.key).map(({ name }) => name.trim())}
          title={opened.before ? `Edit ${plan.name.trim() || "the plan"}` : `Add a plan: ${PLAN_KINDS[plan.kind].name}`}
          finishLabel={opened.before ? "Keep changes" : "Add plan"}
          onChange={(change) => replace(plan.key, change)}
          onFinish={async () => {
            setOpened(null);
            return {};
          }}
          onCancel={() => {
            const { before } = opened;
            if (before) replace(plan.key, () => before);
            else remove(plan.key);
            setOpened(null);
          }}
          onClose={() => {
            // What is typed stays, as everything in the wizard does; a plan that says nothing yet is none.
            if (!opened.before && same(plainPlan(plan), plainPlan(emptyPlan(plan.kind)))) remove(plan.key);
            setOpened(null);
          }}
        />
      ) : null}
    </div>
  );
}

/** What keyless means, and the way out of it. */
export function KeylessNote({ onUseApiKeys }: { readonly onUseApiKeys: () => void }) {
  return (
    <Note
      tone="warn"
      icon={<LockOpen aria-hidden />}
      title="Anyone who reaches the gateway can call, on your bill"
      action={
        <Button size="sm" onClick={onUseApiKeys}>
          Use API keys
        </Button>
      }
    >
      <p className="text-muted">Calls carry no application, so limits and costs count for all callers together.</p>
    </Note>
  );
}
