"use client";

import { Badge } from "../ui/badge.tsx";
import { Switch } from "../ui/switch.tsx";
import type { PlanFieldProps } from "./plan-field-props.ts";
import { PLAN_KINDS } from "./plan-words.ts";
import { TextField } from "./text-field.tsx";

/** What the plan is called, and whether subscribers wait for a yes. */
export function GeneralFields(props: PlanFieldProps) {
  const { plan, onChange } = props;
  const { label, meaning } = PLAN_KINDS[plan.kind];
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
        <Badge tone={plan.kind === "KEY_LESS" ? "warn" : "neutral"}>{label}</Badge>
        {meaning}
      </p>
      <TextField {...props} field="name" path="name" label="Name" hint="Consumers choose by it. At most 50 characters." />
      <TextField {...props} field="description" path="description" label="Description" aside="optional" rows={3} />
      {plan.kind === "KEY_LESS" ? null : (
        <div className="rounded-md border border-line px-4 py-3">
          <Switch
            label="Auto validate subscription"
            hint={
              plan.autoValidate
                ? "Whoever subscribes is accepted at once."
                : "Whoever subscribes waits until you accept them on the Consumers page."
            }
            checked={plan.autoValidate}
            onCheckedChange={(autoValidate) => onChange((before) => ({ ...before, autoValidate }))}
          />
        </div>
      )}
    </div>
  );
}
