"use client";

import { Plus, X } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { FieldError } from "../ui/field.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { type FieldProps, useAnyField } from "./form-environment.ts";
import type { FormNode } from "./form-node.ts";
import { startValue } from "./form-value.ts";
import { LinesField } from "./lines-field.tsx";

interface ListFieldProps extends FieldProps {
  readonly node: Extract<FormNode, { kind: "list" }>;
}

/** Several values: short texts one a line, anything else one below the other with a button to add. */
export function ListField({ field, node, path, value, onChange, form }: ListFieldProps) {
  const AnyField = useAnyField();
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  if (node.item.kind === "text" && !node.item.expression && !node.item.long && !node.item.secret)
    return (
      <LinesField
        label={field.label}
        hint={field.description}
        path={path}
        problems={form.problems}
        lines={list.map(String)}
        onChange={onChange}
        onLeave={() => form.onLeaveField(path)}
      />
    );
  const item = { ...field, key: "", description: "", label: "", node: node.item };
  const nameOf = (at: number) => `${field.label} ${at + 1}`;
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="float-left font-medium">{field.label}</legend>
      {field.description ? <p className="clear-left text-xs text-muted">{field.description}</p> : null}
      {list.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values have no name of their own
        <div key={at} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded-md border border-line p-3">
          <AnyField
            field={{ ...item, label: nameOf(at) }}
            path={`${path}.${at}`}
            value={one}
            onChange={(next) => onChange(list.map((other, index) => (index === at ? next : other)))}
            form={form}
          />
          <IconButton
            size="sm"
            label={`Remove ${nameOf(at)}`}
            icon={<X aria-hidden />}
            onClick={() => onChange(list.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="sm" icon={<Plus aria-hidden />} onClick={() => onChange([...list, startValue(node.item)])}>
          Add to {field.label.toLowerCase()}
        </Button>
      </div>
      {form.problems[path] ? <FieldError>{form.problems[path]}</FieldError> : null}
    </fieldset>
  );
}
