"use client";

import type { JsonObject } from "@sluice/definition/json";
import { useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { DialogButtons } from "../ui/dialog-buttons.tsx";
import { Field } from "../ui/field.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { parseParameters, writeParameters } from "./parse-parameters.ts";

export interface ParametersButtonProps {
  readonly model: string;
  readonly parameters: JsonObject;
  readonly onChange: (parameters: JsonObject) => void;
}

/** A model's fixed parameters: how many there are, and a dialog to change them. */
export function ParametersButton({ model, parameters, onChange }: ParametersButtonProps) {
  const [open, setOpen] = useState(false);
  const count = Object.keys(parameters).length;
  return (
    <>
      <Button
        variant="quiet"
        size="sm"
        aria-label={`Parameters of ${model}: ${count === 0 ? "none" : count} set`}
        className="-ml-2"
        onClick={() => setOpen(true)}
      >
        {count === 0 ? null : <span aria-hidden className="size-1.5 rounded-full bg-accent" />}
        <span className="wide:hidden">Parameters</span>
        <span className={count === 0 ? "text-muted max-wide:hidden" : ""}>{count === 0 ? "Set" : count}</span>
      </Button>
      {open ? <ParametersDialog model={model} parameters={parameters} onChange={onChange} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface ParametersDialogProps extends ParametersButtonProps {
  readonly onClose: () => void;
}

function ParametersDialog({ model, parameters, onChange, onClose }: ParametersDialogProps) {
  const [typed, setTyped] = useState(() => writeParameters(parameters));
  const [problem, setProblem] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);

  function apply() {
    const parsed = parseParameters(typed);
    if (!parsed.ok) {
      setProblem(parsed.problem);
      area.current?.focus();
      return;
    }
    onChange(parsed.parameters);
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={`Parameters of ${model}`}
      description="Sent with every call to this model, whatever the caller asks for."
      initialFocus={area}
      onSubmit={apply}
      footer={<DialogButtons submit="Apply" onCancel={onClose} />}
    >
      <Field label="JSON" error={problem ?? undefined} hint="Leave it empty for none. model and stream are the gateway's.">
        <Textarea
          mono
          ref={area}
          rows={8}
          value={typed}
          spellCheck={false}
          placeholder={'{\n  "temperature": 0,\n  "max_tokens": 1024\n}'}
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem(null);
          }}
        />
      </Field>
    </Dialog>
  );
}
