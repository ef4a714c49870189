"use client";

import { isMask } from "@sluice/definition/secrets";
import { Field, FieldError } from "../ui/field.tsx";
import { SecretInput } from "../ui/secret-input.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { ExpressionField } from "./expression-field.tsx";
import { sayField, sayOptions } from "./field-words.ts";
import type { FieldProps } from "./form-environment.ts";
import type { FormField } from "./form-node.ts";
import { JsonField } from "./json-field.tsx";
import { ListField } from "./list-field.tsx";
import { NestedFields } from "./nested-fields.tsx";
import { NumberField } from "./number-field.tsx";
import { RecordField } from "./record-field.tsx";
import { VariantField } from "./variant-field.tsx";

/** One field, by what its value is. */
export function SchemaField({ field, path, value, onChange, form }: FieldProps) {
  const { node, label, description } = field;
  const error = form.problems[path];
  const onBlur = () => form.onLeaveField(path);
  const text = typeof value === "string" ? value : "";
  switch (node.kind) {
    case "object":
      return (
        <fieldset className="grid min-w-0 gap-4 border-l-2 border-line pl-4">
          <legend className="float-left mb-3 font-semibold">{label}</legend>
          {description ? <p className="clear-left text-xs text-muted">{description}</p> : null}
          <NestedFields fields={node.fields} values={value} onChange={onChange} form={form} path={path} />
          {error ? <FieldError>{error}</FieldError> : null}
        </fieldset>
      );
    case "variant":
      return <VariantField field={field} node={node} path={path} value={value} onChange={onChange} form={form} />;
    case "list":
      return <ListField field={field} node={node} path={path} value={value} onChange={onChange} form={form} />;
    case "record":
      return <RecordField field={field} node={node} path={path} value={value} onChange={onChange} form={form} />;
    case "json":
      return <JsonField field={field} path={path} value={value} onChange={onChange} form={form} />;
    case "number":
      return <NumberField field={field} path={path} value={value} onChange={onChange} form={form} />;
    case "boolean":
      return (
        <div className="grid gap-1">
          <Switch
            label={label}
            hint={description}
            checked={value === undefined ? field.defaultValue === true : value === true}
            onCheckedChange={onChange}
          />
          {error ? <FieldError>{error}</FieldError> : null}
        </div>
      );
    case "choice":
      return (
        <Field label={label} hint={sayOptions(description, node.options)} error={error}>
          <Select
            value={text || (typeof field.defaultValue === "string" ? field.defaultValue : "")}
            placeholder={field.optional ? "As when left out" : "Choose"}
            options={node.options.map((option) => ({ value: option, label: sayField(option) }))}
            onValueChange={onChange}
            onBlur={onBlur}
          />
        </Field>
      );
    case "resource":
      return form.renderResource({ label, hint: description, error, value: text, onChange, onBlur });
    case "text": {
      const change = (next: string) => onChange(next === "" && field.optional ? undefined : next);
      if (node.expression)
        return <ExpressionField field={field} use={node.expression} path={path} value={text} onChange={change} form={form} />;
      const shared = { value: text, onBlur, autoComplete: "off" };
      return (
        <Field label={label} aside={node.secret ? "stored encrypted" : undefined} hint={description} error={error}>
          {node.secret ? (
            <SecretInput value={text} masked={isMask(text)} onValueChange={change} onBlur={onBlur} />
          ) : node.long ? (
            <Textarea {...shared} onChange={(event) => change(event.target.value)} />
          ) : (
            <TextInput {...shared} placeholder={placeholderOf(field)} onChange={(event) => change(event.target.value)} />
          )}
        </Field>
      );
    }
    default:
      return node satisfies never;
  }
}

function placeholderOf({ defaultValue }: FormField): string {
  return typeof defaultValue === "string" ? defaultValue : "";
}
