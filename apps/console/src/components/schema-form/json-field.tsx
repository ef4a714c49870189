"use client";

import { useState } from "react";
import { Field } from "../ui/field.tsx";
import { Textarea } from "../ui/textarea.tsx";
import type { FieldProps } from "./form-environment.ts";

/** Any value, as JSON. */
export function JsonField({ field, path, value, onChange, form }: FieldProps) {
  const [text, setText] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 2)));
  const read = readJson(text);
  return (
    <Field label={field.label} hint={field.description} error={read === null ? "This is not JSON." : form.problems[path]}>
      <Textarea
        mono
        value={text}
        spellCheck={false}
        onBlur={() => form.onLeaveField(path)}
        onChange={(event) => {
          setText(event.target.value);
          const next = readJson(event.target.value);
          if (next) onChange(next.value);
        }}
      />
    </Field>
  );
}

/** Nothing at all is no value; null is what is no JSON. */
function readJson(text: string): { readonly value: unknown } | null {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
