"use client";

import { useState } from "react";
import { Dialog } from "../../components/ui/dialog.tsx";
import { DialogButtons } from "../../components/ui/dialog-buttons.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { nameFlow, nameStep } from "./flow-words.ts";
import { type Copied, useStudioPage } from "./studio-context.ts";
import { findFlow, findStep } from "./studio-draft.ts";

/** Where a copy of a policy or of a flow shall stand. */
export function CopyDialog({ copied, onClose }: { readonly copied: Copied; readonly onClose: () => void }) {
  const { actions, studio, scope } = useStudioPage();
  const { scopes } = studio.draft;
  const step = copied.what === "step" ? findStep(studio.draft, copied.key) : null;
  const flow = findFlow(studio.draft, step?.flow ?? copied.key);
  const options = step
    ? scopes.flatMap(({ name, flows }) =>
        flows.flatMap((one, at) => (one.key === step.flow ? [] : [{ value: one.key, label: `${name} · ${nameFlow(one.flow, at)}` }])),
      )
    : scopes.filter(({ id }) => id !== scope).map(({ id, name }) => ({ value: id, label: name }));
  const [to, setTo] = useState(options[0]?.value ?? "");
  const what = step ? nameStep(step.draft.step) : flow?.flow.name || "the flow";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={`Copy ${what}`}
      onSubmit={() => {
        if (to === "") return;
        if (step) actions.copyStep(copied.key, { flow: to, phase: step.phase });
        else actions.copyFlow(copied.key, to);
        onClose();
      }}
      footer={<DialogButtons submit="Copy" disabled={to === ""} onCancel={onClose} />}
    >
      {options.length === 0 ? (
        <p className="text-muted">{step ? "There is no other flow yet: add one first." : "This API has no other plan: add one first."}</p>
      ) : (
        <Field
          label={step ? "To the flow" : "To"}
          hint={step ? `At the end of its ${step.phase === "request" ? "request" : "answer"}.` : undefined}
        >
          <Select value={to} options={options} onValueChange={setTo} />
        </Field>
      )}
    </Dialog>
  );
}
