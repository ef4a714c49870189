"use client";

import type { Flow } from "@sluice/definition/flow";
import { Plus, X } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { nameFlow } from "./flow-words.ts";
import { Panel } from "./panel.tsx";
import { SelectorFields } from "./selector-fields.tsx";
import { useStudioPage } from "./studio-context.ts";
import { findFlow, flowsIn } from "./studio-draft.ts";
import { useFormEnvironment } from "./use-form-environment.tsx";

const NEW_PATH: Flow["selectors"][number] = { type: "HTTP", path: "/chat/completions", pathOperator: "EQUALS", methods: ["POST"] };
const NEW_CONDITION: Flow["selectors"][number] = { type: "CONDITION", condition: "{#llm.kind == 'PROMPT'}" };

/** A flow's name, and which calls it takes. */
export function FlowPanel({ flowKey }: { readonly flowKey: string }) {
  const { actions, studio, scope, mayWrite } = useStudioPage();
  const { form } = useFormEnvironment({});
  const draft = findFlow(studio.draft, flowKey);
  if (!draft) return null;
  const { flow } = draft;
  const at = flowsIn(studio.draft, scope).indexOf(draft);
  const edit = (part: Partial<typeof flow>) => actions.editFlow(flowKey, (before) => ({ ...before, ...part }));
  const editSelectors = (selectors: Flow["selectors"]) => edit({ selectors });
  return (
    <Panel
      title={nameFlow(flow, at)}
      note="flow"
      onClose={actions.close}
      onRemove={mayWrite ? () => actions.removeFlow(flowKey) : undefined}
    >
      <fieldset disabled={!mayWrite} className="contents">
        <Field label="Name" hint="Limits in it count under this name: another one starts them anew.">
          <TextInput value={flow.name} maxLength={100} autoComplete="off" onChange={(event) => edit({ name: event.target.value })} />
        </Field>
        <div className="grid gap-3">
          <h3>Which calls</h3>
          <p className="text-xs text-muted">
            {flow.selectors.length === 0
              ? "Every call."
              : flow.selectors.length === 1
                ? "Those that fit this."
                : "Those that fit all of these."}
          </p>
          {flow.selectors.map((selector, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: selectors have no name of their own
            <div key={index} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded-md border border-line p-3">
              <SelectorFields
                selector={selector}
                path={`selectors.${index}`}
                form={form}
                onChange={(next) => editSelectors(flow.selectors.map((other, one) => (one === index ? next : other)))}
              />
              <IconButton
                size="sm"
                label={`Remove selector ${index + 1}`}
                icon={<X aria-hidden />}
                onClick={() => editSelectors(flow.selectors.filter((_, one) => one !== index))}
              />
            </div>
          ))}
          <div className="flex flex-wrap gap-2">
            <Button size="sm" icon={<Plus aria-hidden />} onClick={() => editSelectors([...flow.selectors, NEW_PATH])}>
              Add a path
            </Button>
            <Button size="sm" icon={<Plus aria-hidden />} onClick={() => editSelectors([...flow.selectors, NEW_CONDITION])}>
              Add a condition
            </Button>
          </div>
        </div>
        <Switch label="Enabled" checked={flow.enabled} onCheckedChange={(enabled) => edit({ enabled })} />
      </fieldset>
    </Panel>
  );
}
