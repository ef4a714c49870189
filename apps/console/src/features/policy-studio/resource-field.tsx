"use client";

import { RESOURCE_KINDS, resourceKind } from "@sluice/definition/resource-kinds/resource-kinds";
import type { ResourceFieldProps } from "../../components/schema-form/form-environment.ts";
import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Select } from "../../components/ui/select.tsx";
import { useStudioPage } from "./studio-context.ts";

/** A resource of this API by its name, or a new one. */
export function ResourceField({ label, hint, error, value, onChange, onBlur }: ResourceFieldProps) {
  const { actions, studio, mayWrite } = useStudioPage();
  const options = studio.draft.resources.map(({ resource }) => ({
    value: resource.name,
    label: resource.name,
    description: resourceKind(resource.type)?.title ?? resource.type,
  }));
  // What is named and not there is shown as it is, so that it can be told from nothing.
  const shown =
    value === "" || options.some((option) => option.value === value)
      ? options
      : [...options, { value, label: value, description: "not there" }];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
      <Field label={label} hint={hint} error={error} className="col-span-2 col-start-1 row-start-1">
        <div className="flex gap-2">
          <Select
            value={value}
            placeholder={shown.length === 0 ? "None yet" : "Choose"}
            options={shown}
            onValueChange={onChange}
            onBlur={onBlur}
            className="flex-1"
          />
          {mayWrite ? (
            <Menu
              trigger={<Button aria-label={`Add a resource for ${label.toLowerCase()}`}>Add</Button>}
              groups={[
                RESOURCE_KINDS.map((kind) => ({
                  label: kind.title,
                  onSelect: () => onChange(actions.addResource(kind.type)),
                })),
              ]}
            />
          ) : null}
        </div>
      </Field>
    </div>
  );
}
