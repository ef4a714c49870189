"use client";

import { DEFAULT_CONTENT_DAYS } from "@sluice/definition/logging";
import { ExpressionField } from "../../components/schema-form/expression-field.tsx";
import { Card } from "../../components/ui/card.tsx";
import { Field, FieldError } from "../../components/ui/field.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { checkExpression } from "../../lib/policies-api.ts";
import type { LoggingEditor } from "./use-logging-editor.ts";

interface FieldsProps {
  readonly editor: LoggingEditor;
}

/** Which sides, and what of them. */
export function PartsCard({ editor: { draft, change, problems } }: FieldsProps) {
  return (
    <Card title="What is kept">
      <div className="grid gap-4">
        <Switch
          label="Between callers and the gateway"
          hint="As it came and went, with the gateway's changes to the prompt."
          checked={draft.entrypoint}
          onCheckedChange={(entrypoint) => change({ entrypoint })}
        />
        <Switch
          label="Between the gateway and providers"
          hint="In the provider's own words: to see what a translation or an override did."
          checked={draft.endpoint}
          onCheckedChange={(endpoint) => change({ endpoint })}
        />
        {problems["mode"] ? <FieldError>{problems["mode"]}</FieldError> : null}
        <hr className="border-line" />
        <Switch
          label="Headers"
          hint="Keys, tokens and cookies are hidden."
          checked={draft.headers}
          onCheckedChange={(headers) => change({ headers })}
        />
        <Switch
          label="Bodies"
          hint="Prompts and answers. What looks like a key is hidden; where a policy filters personal data, what it has masked is kept."
          checked={draft.payload}
          onCheckedChange={(payload) => change({ payload })}
        />
        {problems["parts"] ? <FieldError>{problems["parts"]}</FieldError> : null}
      </div>
    </Card>
  );
}

const CONDITION = {
  label: "Condition",
  description: "Optional. Asked when a request is over, so that it may ask for the outcome: {#response.status >= 500} keeps failures only.",
};

/** Of which requests, and for how long. */
export function ChoiceCard({ editor: { draft, change, problems, onLeaveField } }: FieldsProps) {
  const form = {
    problems,
    onLeaveField,
    checkExpression: async (source: string, use: "condition" | "template" | "number") => {
      const checked = await checkExpression({ source, use });
      return checked.ok ? null : `${checked.message} (at character ${checked.offset + 1})`;
    },
  };
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
            form={form}
          />
        </div>
      </div>
    </Card>
  );
}
