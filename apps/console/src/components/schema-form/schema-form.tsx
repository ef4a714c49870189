"use client";

import { AnyFieldContext } from "./form-environment.ts";
import { NestedFields, type NestedFieldsProps } from "./nested-fields.tsx";
import { SchemaField } from "./schema-field.tsx";

/** A form made from the fields of a schema. */
export function SchemaForm(props: NestedFieldsProps) {
  return (
    <AnyFieldContext value={SchemaField}>
      <NestedFields {...props} />
    </AnyFieldContext>
  );
}
