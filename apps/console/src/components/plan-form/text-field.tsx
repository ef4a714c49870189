"use client";

import type { ReactNode } from "react";
import { Field } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { Textarea } from "../ui/textarea.tsx";
import type { PlanDraft } from "./plan-draft.ts";
import type { PlanFieldProps } from "./plan-field-props.ts";

type TextOf = {
  [Key in keyof PlanDraft]: PlanDraft[Key] extends string ? (string extends PlanDraft[Key] ? Key : never) : never;
}[keyof PlanDraft];

export interface TextFieldProps extends PlanFieldProps {
  readonly field: Exclude<TextOf, "key">;
  /** Where its problems stand in the plan's definition. */
  readonly path: string;
  readonly label: string;
  readonly aside?: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly numeric?: boolean;
  /** More than one makes it a box for several lines. */
  readonly rows?: number;
  readonly className?: string;
}

/** A plan's text, with its label, and what is wrong with it under it. */
export function TextField(props: TextFieldProps) {
  const {
    plan,
    onChange,
    problems,
    onLeave,
    field,
    path,
    label,
    aside,
    hint,
    placeholder,
    mono = false,
    numeric = false,
    rows = 1,
  } = props;
  const shared = {
    value: plan[field],
    placeholder,
    mono,
    autoComplete: "off",
    spellCheck: !mono,
    onBlur: () => onLeave(path),
    onChange: (event: { readonly target: { readonly value: string } }) => {
      const { value } = event.target;
      onChange((before) => ({ ...before, [field]: value }));
    },
  };
  return (
    <Field label={label} aside={aside} hint={hint} error={problemAt(problems, path)} className={props.className}>
      {rows > 1 ? <Textarea {...shared} rows={rows} /> : <TextInput {...shared} {...(numeric ? { inputMode: "numeric" } : {})} />}
    </Field>
  );
}

/** A list is one field here: what is wrong with a member of it is said at the list. */
function problemAt(problems: PlanFieldProps["problems"], path: string): string | undefined {
  const inside = Object.keys(problems).find((other) => other.startsWith(`${path}.`));
  return problems[path] ?? (inside ? problems[inside] : undefined);
}
