"use client";

import { resourceKind } from "@sluice/definition/resource-kinds/resource-kinds";
import { SECRET_FIELDS } from "@sluice/definition/secret-sites";
import { formFields } from "../../components/schema-form/form-node.ts";
import { SchemaForm } from "../../components/schema-form/schema-form.tsx";
import { Field, FieldError } from "../../components/ui/field.tsx";
import { Note } from "../../components/ui/note.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { Panel } from "./panel.tsx";
import { kindBeside } from "./resource-words.ts";
import { useStudioPage } from "./studio-context.ts";
import type { Resource } from "./studio-draft.ts";
import { useFormEnvironment } from "./use-form-environment.tsx";

/** Where resources have their secrets, as endpoints have theirs. */
const SECRETS = SECRET_FIELDS.map((field) => `authentication.${field}`);

/** A resource's configuration, by its schema. */
export function ResourcePanel({ resourceKey }: { readonly resourceKey: string }) {
  const { actions, studio, mayWrite } = useStudioPage();
  const { form, own } = useFormEnvironment(studio.problems.resources.get(resourceKey) ?? {});
  const found = studio.draft.resources.find(({ key }) => key === resourceKey);
  if (!found) return null;
  const { resource } = found;
  const kind = resourceKind(resource.type);
  const twice = studio.draft.resources.some(({ key, resource: other }) => key !== resourceKey && other.name === resource.name);
  return (
    <Panel
      title={resource.name || "A resource"}
      note={kindBeside(resource)}
      onClose={actions.close}
      onRemove={mayWrite ? () => actions.removeResource(resourceKey) : undefined}
    >
      <fieldset disabled={!mayWrite} className="contents">
        {kind ? (
          <p className="text-muted">{kind.description}</p>
        ) : (
          <Note tone="warn" title={`There is no kind of resource ${resource.type}`}>
            <p>Delete it, or switch it off: the API cannot be deployed with it.</p>
          </Note>
        )}
        <Field
          label="Name"
          hint="Policies name it by this."
          error={
            resource.name.trim() === ""
              ? "A resource has a name."
              : twice
                ? `A resource named ${resource.name} stands in the list already.`
                : undefined
          }
        >
          <TextInput
            value={resource.name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => actions.renameResource(resourceKey, event.target.value)}
          />
        </Field>
        {own["configuration"] ? <FieldError>{own["configuration"]}</FieldError> : null}
        {kind ? (
          <SchemaForm
            fields={formFields(kind.configuration, { secretFields: SECRETS })}
            values={resource.configuration}
            onChange={(configuration) =>
              actions.editResource(resourceKey, (before) => ({ ...before, configuration: configuration as Resource["configuration"] }))
            }
            form={form}
            path="configuration"
          />
        ) : null}
        <Switch
          label="Enabled"
          checked={resource.enabled}
          onCheckedChange={(enabled) => actions.editResource(resourceKey, (before) => ({ ...before, enabled }))}
        />
      </fieldset>
    </Panel>
  );
}
