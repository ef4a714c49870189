import { LONGEST_DESCRIPTION } from "@sluice/definition/api";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { Textarea } from "../../../components/ui/textarea.tsx";
import type { StepProps } from "./step-props.ts";

export function DetailsStep({ form, update, problems }: StepProps) {
  return (
    <div className="grid max-w-140 gap-5">
      <Field label="API name" hint="Callers never send it; it is how you find this API again." error={problems["name"]}>
        <TextInput
          name="name"
          value={form.name}
          autoComplete="off"
          onChange={(event) => update((now) => ({ ...now, name: event.target.value }))}
        />
      </Field>
      <Field label="Version number" hint="For example 1.1 or 1.1.1" error={problems["apiVersion"]}>
        <TextInput
          name="apiVersion"
          value={form.apiVersion}
          autoComplete="off"
          onChange={(event) => update((now) => ({ ...now, apiVersion: event.target.value }))}
        />
      </Field>
      <Field label="Description" aside="optional" error={problems["description"]}>
        <Textarea
          name="description"
          rows={4}
          limit={LONGEST_DESCRIPTION}
          value={form.description}
          onChange={(event) => update((now) => ({ ...now, description: event.target.value }))}
        />
      </Field>
    </div>
  );
}
