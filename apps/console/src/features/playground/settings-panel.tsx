"use client";

import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { Textarea } from "../../components/ui/textarea.tsx";
import { usePlace, usePlayground } from "./playground-context.ts";
import { readSettings, type Settings, type SettingsProblems } from "./settings.ts";

const FORMATS = [
  { value: "text", label: "Text" },
  { value: "json_object", label: "JSON", description: "Say so in a message too: providers ask for it." },
  { value: "json_schema", label: "JSON by a schema" },
] as const;
const TOOL_CHOICES = [
  { value: "auto", label: "Auto" },
  { value: "required", label: "Required" },
  { value: "none", label: "None" },
] as const;
const EXAMPLE_TOOL = JSON.stringify(
  [
    {
      name: "get_weather",
      description: "The weather in a city now",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  ],
  null,
  2,
);

interface FieldsProps {
  readonly settings: Settings;
  readonly problems: SettingsProblems;
  readonly change: (change: Partial<Settings>) => void;
}

/** What goes with every call from now on. Empty fields are not sent. */
export function SettingsPanel({ className }: { readonly className: string }) {
  const { playground } = usePlace();
  const { settings } = usePlayground();
  const read = readSettings(settings);
  const fields: FieldsProps = {
    settings,
    problems: read.ok ? {} : read.problems,
    change: (change) => playground.change({ settings: { ...playground.state.settings, ...change } }),
  };
  return (
    <aside aria-label="Settings" className={`min-w-0 border-line bg-raised roomy:border-l ${className}`}>
      <div className="grid content-start gap-5 p-4 roomy:sticky roomy:top-0 roomy:max-h-dvh roomy:overflow-y-auto">
        <Field label="System prompt">
          <Textarea rows={4} value={settings.system} onChange={(event) => fields.change({ system: event.target.value })} />
        </Field>
        <ParameterFields {...fields} />
        <FormatFields {...fields} />
        <ToolFields {...fields} />
        <Switch label="Stream" checked={settings.stream} onCheckedChange={(stream) => fields.change({ stream })} />
      </div>
    </aside>
  );
}

const NUMBERS = [
  { field: "temperature", label: "Temperature" },
  { field: "topP", label: "Top P" },
  { field: "maxTokens", label: "Max tokens" },
  { field: "seed", label: "Seed" },
] as const;

function ParameterFields({ settings, problems, change }: FieldsProps) {
  return (
    <div className="grid gap-4">
      <div className="grid grid-cols-2 gap-3">
        {NUMBERS.map(({ field, label }) => (
          <Field key={field} label={label} error={problems[field]}>
            <TextInput
              inputMode="decimal"
              autoComplete="off"
              placeholder="default"
              value={settings[field]}
              onChange={(event) => change({ [field]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      <Field label="Stop sequences" aside="one a line" error={problems.stop}>
        <Textarea mono rows={2} spellCheck={false} value={settings.stop} onChange={(event) => change({ stop: event.target.value })} />
      </Field>
    </div>
  );
}

function FormatFields({ settings, problems, change }: FieldsProps) {
  return (
    <div className="grid gap-4">
      <Field label="Answer format">
        <Select value={settings.format} options={FORMATS} onValueChange={(format) => change({ format })} />
      </Field>
      {settings.format === "json_schema" ? (
        <Field label="JSON Schema" error={problems.schema}>
          <Textarea mono rows={6} spellCheck={false} value={settings.schema} onChange={(event) => change({ schema: event.target.value })} />
        </Field>
      ) : null}
    </div>
  );
}

function ToolFields({ settings, problems, change }: FieldsProps) {
  const isEmpty = settings.tools.trim() === "";
  return (
    <div className="grid gap-4">
      <Field
        label="Tools"
        aside="a JSON list"
        error={problems.tools}
        hint="Nothing runs them: the model's calls are shown, and you write their results."
      >
        <Textarea
          mono
          rows={isEmpty ? 3 : 8}
          spellCheck={false}
          value={settings.tools}
          onChange={(event) => change({ tools: event.target.value })}
        />
      </Field>
      {isEmpty ? (
        <div>
          <Button size="sm" onClick={() => change({ tools: EXAMPLE_TOOL })}>
            Put in an example
          </Button>
        </div>
      ) : (
        <Field label="Tool choice">
          <Select value={settings.toolChoice} options={TOOL_CHOICES} onValueChange={(toolChoice) => change({ toolChoice })} />
        </Field>
      )}
    </div>
  );
}
