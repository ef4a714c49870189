import type { FieldProblems } from "@sluice/definition/problems";
import { Pencil, X } from "lucide-react";
import { useId } from "react";
import { digestPlan } from "../../../components/plan-form/describe-plan.ts";
import type { PlanDraft } from "../../../components/plan-form/plan-draft.ts";
import { PLAN_KINDS } from "../../../components/plan-form/plan-words.ts";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Field, FieldError } from "../../../components/ui/field.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";

interface SecurityPlanCardProps {
  readonly plan: PlanDraft;
  /** `plans.0`, where it stands in the definition. */
  readonly path: string;
  /** By the path in the plan. */
  readonly problems: FieldProblems;
  readonly onRename: (name: string) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** A plan in a line or two; all of it opens in the sub-wizard. */
export function SecurityPlanCard({ plan, path, problems, onRename, onEdit, onRemove }: SecurityPlanCardProps) {
  const id = useId();
  const name = plan.name.trim();
  const inside = Object.entries(problems).find(([field]) => field !== "name")?.[1];
  return (
    <Card aria-label={`Plan ${name}`}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-start gap-x-2 gap-y-3">
        <Field label="Plan name" error={problems["name"]} className="max-w-105">
          <TextInput name={`${path}.name`} value={plan.name} autoComplete="off" onChange={(event) => onRename(event.target.value)} />
        </Field>
        <Button
          className="mt-6.5"
          icon={<Pencil aria-hidden />}
          aria-label={`Edit ${name || "the plan"}`}
          aria-describedby={inside ? id : undefined}
          data-problem={inside ? "" : undefined}
          onClick={onEdit}
        >
          Edit
        </Button>
        <IconButton className="mt-6.5" label={`Remove ${name || "the plan"}`} icon={<X aria-hidden />} onClick={onRemove} />
        <p className="col-span-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
          <Badge tone={plan.kind === "KEY_LESS" ? "warn" : "neutral"}>{PLAN_KINDS[plan.kind].label}</Badge>
          {PLAN_KINDS[plan.kind].meaning} {digestPlan(plan)}.
        </p>
        {inside ? (
          <div className="col-span-3">
            <FieldError id={id}>Not finished: {inside}</FieldError>
          </div>
        ) : null}
      </div>
    </Card>
  );
}
