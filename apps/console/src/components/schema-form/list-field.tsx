"use client";

import { Plus, X } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Field, FieldError } from "../ui/field.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { type FieldProps, useAnyField } from "./form-environment.ts";
import type { FormNode } from "./form-node.ts";
import { startValue } from "./form-value.ts";

interface ListFieldProps extends FieldProps {
  readonly node: Extract<FormNode, { kind: "list" }>;
}

/** Several values: short texts one a line, anything else one below the other with a button to add. */
export function ListField({ field, node, path, value, onChange, form }: ListFieldProps) {
  const AnyField = useAnyField();
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  if (node.item.kind === "text" && !node.item.expression && !node.item.long && !node.item.secret)
    return (
      <Field label={field.label} hint={lineHint(field.description)} error={problemIn(form.problems, path)}>
        <Textarea
          mono
          spellCheck={false}
          value={list.map(String).join("\n")}
          onBlur={() => {
            form.onLeaveField(path);
            // While it is typed, a line may be empty and have spaces at its ends.
            onChange(list.map((line) => String(line).trim()).filter((line) => line !== ""));
          }}
          onChange={(event) => onChange(event.target.value === "" ? [] : event.target.value.split("\n"))}
        />
      </Field>
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

function lineHint(description: string): string {
  return description ? `${description.replace(/\.$/, "")}. One a line` : "One a line";
}

/** Of the list, or of a line in it. */
function problemIn(problems: Readonly<Record<string, string>>, path: string): string | undefined {
  const [, message] = Object.entries(problems).find(([at]) => at === path || at.startsWith(`${path}.`)) ?? [];
  return message;
}
