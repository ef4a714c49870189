"use client";

import type { Flow } from "@sluice/definition/flow";
import { ExpressionField } from "../../components/schema-form/expression-field.tsx";
import type { FormEnvironment } from "../../components/schema-form/form-environment.ts";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";

type Selector = Flow["selectors"][number];

const OPERATORS = [
  { value: "EQUALS", label: "is" },
  { value: "STARTS_WITH", label: "begins with" },
] as const;

export interface SelectorFieldsProps {
  readonly selector: Selector;
  readonly path: string;
  readonly form: FormEnvironment;
  readonly onChange: (selector: Selector) => void;
}

/** Which calls one selector takes. */
export function SelectorFields({ selector, path, form, onChange }: SelectorFieldsProps) {
  if (selector.type === "CONDITION")
    return (
      <ExpressionField
        field={{ label: "Condition", description: "Calls that meet it" }}
        use="condition"
        path={`${path}.condition`}
        value={selector.condition}
        onChange={(condition) => onChange({ ...selector, condition })}
        form={form}
      />
    );
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-2">
        <Field label="Path">
          <Select
            value={selector.pathOperator}
            options={OPERATORS}
            onValueChange={(pathOperator) => onChange({ ...selector, pathOperator })}
          />
        </Field>
        <Field label="Text of the path">
          <TextInput
            mono
            value={selector.path}
            autoComplete="off"
            onChange={(event) => onChange({ ...selector, path: event.target.value })}
          />
        </Field>
      </div>
      <Field label="Methods" hint="With commas between them; empty takes any.">
        <TextInput
          mono
          value={selector.methods.join(", ")}
          autoComplete="off"
          onChange={(event) => onChange({ ...selector, methods: readMethods(event.target.value) })}
        />
      </Field>
    </div>
  );
}

function readMethods(text: string): string[] {
  const words = text.toUpperCase().split(/,\s*/);
  // A comma that was typed last is the beginning of the next one.
  return words.length === 1 && words[0] === "" ? [] : words;
}
