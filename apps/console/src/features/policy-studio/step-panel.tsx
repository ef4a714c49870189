"use client";

import type { Step } from "@sluice/definition/flow";
import { policyKind } from "@sluice/definition/policies/policy-kinds";
import { ExpressionField } from "../../components/schema-form/expression-field.tsx";
import { formFields } from "../../components/schema-form/form-node.ts";
import { SchemaForm } from "../../components/schema-form/schema-form.tsx";
import { Field, FieldError } from "../../components/ui/field.tsx";
import { Note } from "../../components/ui/note.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { nameFlow, nameStep } from "./flow-words.ts";
import { Panel } from "./panel.tsx";
import { PolicyIcon } from "./policy-icon.tsx";
import { useStudioPage } from "./studio-context.ts";
import { findFlow, findStep, flowsIn } from "./studio-draft.ts";
import { useFormEnvironment } from "./use-form-environment.tsx";

/** A policy's configuration, by its schema. */
export function StepPanel({ stepKey }: { readonly stepKey: string }) {
  const { actions, studio, scope, mayWrite } = useStudioPage();
  const { form, own } = useFormEnvironment(studio.problems.steps.get(stepKey) ?? {});
  const place = findStep(studio.draft, stepKey);
  if (!place) return null;
  const { step } = place.draft;
  const kind = policyKind(step.policy);
  const flow = findFlow(studio.draft, place.flow);
  const at = flowsIn(studio.draft, scope).findIndex(({ key }) => key === place.flow);
  const edit = (part: Partial<Step>) => actions.editStep(stepKey, (before) => ({ ...before, ...part }));
  return (
    <Panel
      title={nameStep(step)}
      note={flow ? `${nameFlow(flow.flow, at)}, ${place.phase === "request" ? "request" : "answer"}` : null}
      icon={<PolicyIcon policy={step.policy} />}
      onClose={actions.close}
      onRemove={mayWrite ? () => actions.removeStep(stepKey) : undefined}
    >
      <fieldset disabled={!mayWrite} className="contents">
        {kind ? (
          <p className="text-muted">{kind.description}</p>
        ) : (
          <Note tone="warn" title={`There is no policy ${step.policy}`}>
            <p>Delete it, or switch it off: the API cannot be deployed with it.</p>
          </Note>
        )}
        {own["policy"] && kind ? <FieldError>{own["policy"]}</FieldError> : null}
        {own["configuration"] ? <FieldError>{own["configuration"]}</FieldError> : null}
        {kind ? (
          <SchemaForm
            fields={formFields(kind.configuration, kind)}
            values={step.configuration}
            onChange={(configuration) => edit({ configuration: configuration as Step["configuration"] })}
            form={form}
            path="configuration"
          />
        ) : null}
        <div className="grid gap-5 border-t border-line pt-4">
          <ExpressionField
            field={{ label: "Condition", description: "Only for calls that meet it. Empty: for all that the flow takes" }}
            use="condition"
            path="condition"
            value={step.condition ?? ""}
            onChange={(condition) =>
              actions.editStep(stepKey, ({ condition: _before, ...rest }) => (condition === "" ? rest : { ...rest, condition }))
            }
            form={form}
          />
          <Field label="Name" hint="In this flow and in the request's log. Limits count under it: another name starts them anew.">
            <TextInput value={step.name} maxLength={100} autoComplete="off" onChange={(event) => edit({ name: event.target.value })} />
          </Field>
          <Switch label="Enabled" checked={step.enabled} onCheckedChange={(enabled) => edit({ enabled })} />
        </div>
      </fieldset>
    </Panel>
  );
}
