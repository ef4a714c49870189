"use client";

import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { sayField } from "./field-words.ts";
import type { FieldProps } from "./form-environment.ts";
import type { FormNode } from "./form-node.ts";
import { startFields, valuesOf } from "./form-value.ts";
import { NestedFields } from "./nested-fields.tsx";

interface VariantFieldProps extends FieldProps {
  readonly node: Extract<FormNode, { kind: "variant" }>;
}

/** One of several shapes: which, and then its fields. */
export function VariantField({ field, node, path, value, onChange, form }: VariantFieldProps) {
  const chosen = valuesOf(value)[node.key];
  const variant = node.options.find((option) => option.value === chosen);
  return (
    <div className="grid gap-4">
      <Field label={field.label} hint={field.description} error={form.problems[`${path}.${node.key}`] ?? form.problems[path]}>
        <Select
          value={variant?.value ?? ""}
          placeholder="Choose"
          options={node.options.map((option) => ({ value: option.value, label: sayField(option.value) }))}
          onBlur={() => form.onLeaveField(`${path}.${node.key}`)}
          onValueChange={(next) => {
            const fields = node.options.find((option) => option.value === next)?.fields ?? [];
            onChange({ [node.key]: next, ...startFields(fields) });
          }}
        />
      </Field>
      {variant ? <NestedFields fields={variant.fields} values={value} onChange={onChange} form={form} path={path} /> : null}
    </div>
  );
}
