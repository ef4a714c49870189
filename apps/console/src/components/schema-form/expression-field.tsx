"use client";

import type { ExpressionUse } from "@sluice/definition/policies/policy-kind";
import { useState } from "react";
import { checkExpression } from "../../lib/policies-api.ts";
import { Field } from "../ui/field.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { ExpressionHelp } from "./expression-help.tsx";
import type { FormEnvironment } from "./form-environment.ts";
import type { FormField } from "./form-node.ts";

export interface ExpressionFieldProps {
  readonly field: Pick<FormField, "label" | "description">;
  readonly use: ExpressionUse;
  readonly path: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly form: Pick<FormEnvironment, "problems" | "onLeaveField">;
}

/** An expression: checked by those who will run it once it is left, with help at hand. */
export function ExpressionField({ field, use, path, value, onChange, form }: ExpressionFieldProps) {
  const [checked, setChecked] = useState<{ readonly source: string; readonly problem: string | null } | null>(null);
  const problem = checked?.source === value ? checked.problem : null;
  return (
    <div className="relative">
      <Field label={field.label} hint={field.description} error={form.problems[path] ?? problem ?? undefined}>
        <Textarea
          mono
          rows={2}
          spellCheck={false}
          autoComplete="off"
          value={value}
          onBlur={() => {
            form.onLeaveField(path);
            if (value.trim() === "") return;
            // Saving checks it again: a check that could not be made is no problem of the expression's.
            void checkExpression({ source: value, use }).then(
              (found) => setChecked({ source: value, problem: found }),
              () => setChecked(null),
            );
          }}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className="absolute top-0 right-0">
        <ExpressionHelp use={use} label={field.label} onPick={(example) => onChange(use === "template" ? `${value}${example}` : example)} />
      </div>
    </div>
  );
}
