"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { FieldError } from "../ui/field.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { TextInput } from "../ui/text-input.tsx";
import type { FieldProps } from "./form-environment.ts";
import type { FormNode } from "./form-node.ts";
import { valuesOf } from "./form-value.ts";

interface RecordFieldProps extends FieldProps {
  readonly node: Extract<FormNode, { kind: "record" }>;
}

interface Row {
  readonly name: string;
  readonly text: string;
}

/** Names and values, one pair a line. Two rows of one name are two until they are left: typing never loses a value. */
export function RecordField({ field, node, path, value, onChange, form }: RecordFieldProps) {
  const [rows, setRows] = useState<readonly Row[]>(() =>
    Object.entries(valuesOf(value)).map(([name, one]) => ({ name, text: sayValue(one) })),
  );
  const change = (next: readonly Row[]) => {
    setRows(next);
    onChange(
      Object.fromEntries(next.filter(({ name }) => name.trim() !== "").map(({ name, text }) => [name.trim(), readValue(text, node)])),
    );
  };
  const edit = (at: number, part: Partial<Row>) => change(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const [, problem] = Object.entries(form.problems).find(([at]) => at === path || at.startsWith(`${path}.`)) ?? [];
  return (
    <fieldset className="grid min-w-0 gap-2" onBlur={() => form.onLeaveField(path)}>
      <legend className="float-left mb-1.5 font-medium">{field.label}</legend>
      {field.description ? <p className="clear-left text-xs text-muted">{field.description}</p> : null}
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
        <div key={at} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-center gap-2">
          <TextInput
            mono
            aria-label={`Name ${at + 1} of ${field.label}`}
            value={row.name}
            onChange={(event) => edit(at, { name: event.target.value })}
          />
          <TextInput
            mono
            aria-label={`Value ${at + 1} of ${field.label}`}
            value={row.text}
            onChange={(event) => edit(at, { text: event.target.value })}
          />
          <IconButton
            size="sm"
            label={`Remove ${row.name || `pair ${at + 1}`}`}
            icon={<X aria-hidden />}
            onClick={() => change(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setRows([...rows, { name: "", text: "" }])}>
          Add to {field.label.toLowerCase()}
        </Button>
      </div>
      {problem ? <FieldError>{problem}</FieldError> : null}
    </fieldset>
  );
}

function sayValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `4096`, `true` and `{"a": 1}` are what they say; anything else is a text. */
function readValue(text: string, node: RecordFieldProps["node"]): unknown {
  if (node.value.kind === "text") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
