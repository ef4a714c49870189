"use client";

import { DEFAULT_CONTENT_DAYS } from "@sluice/definition/logging";
import { ExpressionField } from "../../components/schema-form/expression-field.tsx";
import { Card } from "../../components/ui/card.tsx";
import { Field, FieldError } from "../../components/ui/field.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import type { LoggingEditor } from "./use-logging-editor.ts";

interface FieldsProps {
  readonly editor: LoggingEditor;
}

type Part = "entrypoint" | "endpoint" | "headers" | "payload";
interface PartWords {
  readonly part: Part;
  readonly label: string;
  readonly hint: string;
}

const SIDES: readonly PartWords[] = [
  {
    part: "entrypoint",
    label: "Between callers and the gateway",
    hint: "As it came and went, with the gateway's changes to the prompt.",
  },
  {
    part: "endpoint",
    label: "Between the gateway and providers",
    hint: "In the provider's own words: to see what a translation or an override did.",
  },
];
const PIECES: readonly PartWords[] = [
  { part: "headers", label: "Headers", hint: "Keys, tokens and cookies are hidden." },
  {
    part: "payload",
    label: "Bodies",
    hint: "Prompts and answers. What looks like a key is hidden; where a policy filters personal data, what it has masked is kept.",
  },
];

/** Which sides, and what of them. */
export function PartsCard({ editor }: FieldsProps) {
  const { problems } = editor;
  return (
    <Card title="What is kept">
      <div className="grid gap-4">
        <Parts parts={SIDES} editor={editor} />
        {problems["mode"] ? <FieldError>{problems["mode"]}</FieldError> : null}
        <hr className="border-line" />
        <Parts parts={PIECES} editor={editor} />
        {problems["parts"] ? <FieldError>{problems["parts"]}</FieldError> : null}
      </div>
    </Card>
  );
}

function Parts({ parts, editor: { draft, change } }: FieldsProps & { readonly parts: readonly PartWords[] }) {
  return parts.map(({ part, label, hint }) => (
    <Switch key={part} label={label} hint={hint} checked={draft[part]} onCheckedChange={(kept) => change({ [part]: kept })} />
  ));
}

const CONDITION = {
  label: "Condition",
  description: "Optional. Asked when a request is over, so that it may ask for the outcome: {#response.status >= 500} keeps failures only.",
};

/** Of which requests, and for how long. */
export function ChoiceCard({ editor: { draft, change, problems, onLeaveField } }: FieldsProps) {
  return (
    <Card title="Of which requests">
      <div className="grid gap-4 wide:grid-cols-2">
        <Field label="Sampling" aside="percent" hint="How many of the requests, chosen by chance." error={problems["samplingPercent"]}>
          <TextInput
            inputMode="decimal"
            autoComplete="off"
            value={draft.samplingPercent}
            onBlur={() => onLeaveField("samplingPercent")}
            onChange={(event) => change({ samplingPercent: event.target.value })}
          />
        </Field>
        <Field label="Keep for" aside="days" hint="Empty: as the gateways are set (SLUICE_CONTENT_DAYS)." error={problems["retentionDays"]}>
          <TextInput
            inputMode="numeric"
            autoComplete="off"
            placeholder={String(DEFAULT_CONTENT_DAYS)}
            value={draft.retentionDays}
            onBlur={() => onLeaveField("retentionDays")}
            onChange={(event) => change({ retentionDays: event.target.value })}
          />
        </Field>
        <div className="wide:col-span-2">
          <ExpressionField
            field={CONDITION}
            use="condition"
            path="condition"
            value={draft.condition}
            onChange={(condition) => change({ condition })}
            form={{ problems, onLeaveField }}
          />
        </div>
      </div>
    </Card>
  );
}
