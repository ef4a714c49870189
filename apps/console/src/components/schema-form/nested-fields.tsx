"use client";

import { type FormEnvironment, useAnyField } from "./form-environment.ts";
import type { FormField } from "./form-node.ts";
import { type Values, valuesOf, withValue } from "./form-value.ts";

export interface NestedFieldsProps {
  readonly fields: readonly FormField[];
  readonly values: unknown;
  readonly onChange: (values: Values) => void;
  readonly form: FormEnvironment;
  /** Of the object that these fields are in. */
  readonly path: string;
}

/** The fields of an object, in the order of its schema. */
export function NestedFields({ fields, values, onChange, form, path }: NestedFieldsProps) {
  const AnyField = useAnyField();
  return fields.map((field) => (
    <AnyField
      key={field.key}
      field={field}
      path={`${path}.${field.key}`}
      value={valuesOf(values)[field.key]}
      onChange={(value) => onChange(withValue(values, field.key, value))}
      form={form}
    />
  ));
}
