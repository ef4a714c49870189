"use client";

import type { PlanFieldProps } from "./plan-field-props.ts";
import { TextField } from "./text-field.tsx";

/** Which calls the plan is for, beside those that have its credential. */
export function SelectionRuleField(props: PlanFieldProps) {
  return (
    <TextField
      {...props}
      field="selectionRule"
      path="selectionRule"
      label="Additional selection rule"
      aside="optional"
      mono
      rows={2}
      placeholder="{#request.headers['x-tier'][0] == 'gold'}"
      hint={
        <>
          A condition that a call must meet to be this plan's, beside its credential. It tells two plans of one kind apart; a call that no
          plan takes is refused. For example <code className="wrap-anywhere">{"{#request.headers['x-tier'][0] == 'gold'}"}</code>
        </>
      }
    />
  );
}
