"use client";

import { Field } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import type { FieldProps } from "./form-environment.ts";

/** A number, as it is typed: what is none stays as it is, and its schema says so. */
export function NumberField({ field, path, value, onChange, form }: FieldProps) {
  const isTypedText = typeof value === "string";
  const problem = form.problems[path];
  return (
    <Field
      label={field.label}
      hint={field.description}
      error={problem && (isTypedText || (value === undefined && !field.optional)) ? "Enter a number." : problem}
    >
      <TextInput
        inputMode="decimal"
        autoComplete="off"
        value={typeof value === "number" || isTypedText ? String(value) : ""}
        placeholder={typeof field.defaultValue === "number" ? String(field.defaultValue) : ""}
        onBlur={() => form.onLeaveField(path)}
        onChange={(event) => onChange(readNumber(event.target.value))}
      />
    </Field>
  );
}

/** Thousands may be set apart by commas or spaces. What does not read back as it was typed is not finished yet. */
function readNumber(text: string): number | string | undefined {
  const bare = text.replace(/(?<=\d)[, ](?=\d{3}(?:\D|$))/g, "").trim();
  if (bare === "") return undefined;
  const number = Number(bare);
  return Number.isFinite(number) && String(number) === bare ? number : text;
}
