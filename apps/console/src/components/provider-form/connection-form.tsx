"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { PROVIDER_IDS, PROVIDERS, type Provider } from "@sluice/definition/provider";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { LINK } from "../ui/link-class.ts";
import { Select } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { AuthenticationFields } from "./authentication-fields.tsx";
import { withoutProposals } from "./price-proposals.ts";
import { CONFIGURATION } from "./provider-check.ts";
import { type ProviderDraft, withProvider, withSimulator } from "./provider-draft.ts";

const OPTIONS = PROVIDER_IDS.map((id) => ({ value: id, label: PROVIDERS[id].label }));

export interface ConnectionFormProps {
  readonly value: ProviderDraft;
  readonly onChange: (change: (draft: ProviderDraft) => ProviderDraft) => void;
  readonly problems: FieldProblems;
  readonly onBlurField: (path: string) => void;
  /** Null when no simulator runs. */
  readonly simulatorUrl: string | null;
  readonly testing: boolean;
  readonly onTest: () => void;
}

/** Which provider, at what address, with what key. */
export function ConnectionForm({ value, onChange, problems, onBlurField, simulatorUrl, testing, onTest }: ConnectionFormProps) {
  const row = value.provider ? PROVIDERS[value.provider] : null;
  const change = (next: Partial<ProviderDraft>) => onChange((draft) => ({ ...draft, ...next }));
  return (
    <div className="grid gap-4 p-3 wide:grid-cols-2 wide:p-4">
      <Field label="Name" error={problems["name"]} hint="Stands before its models: name:model">
        <TextInput
          mono
          name="provider-name"
          value={value.name}
          autoComplete="off"
          spellCheck={false}
          onBlur={() => onBlurField("name")}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field label="Select option" aside="LLM provider" error={problems[`${CONFIGURATION}.provider`]}>
        <Select<Provider>
          value={value.provider}
          placeholder="Select an LLM provider"
          options={OPTIONS}
          onValueChange={(provider) => onChange((draft) => withoutProposals(withProvider(draft, provider)))}
        />
      </Field>
      {row ? (
        <>
          <Field
            label="Provider URL"
            aside={row.target === null ? undefined : "optional"}
            error={problems[`${CONFIGURATION}.target`]}
            hint={row.target === null ? "The base address, as in the provider's own examples." : undefined}
          >
            <TextInput
              mono
              type="url"
              value={value.target}
              autoComplete="off"
              spellCheck={false}
              placeholder={row.target ?? "https://llm.example.org/v1"}
              onBlur={() => onBlurField(`${CONFIGURATION}.target`)}
              onChange={(event) => change({ target: event.target.value })}
            />
          </Field>
          {value.provider === "VERTEX_AI" ? (
            <VertexFields value={value} change={change} problems={problems} onBlurField={onBlurField} />
          ) : null}
          <AuthenticationFields value={value} onChange={onChange} problems={problems} onBlurField={onBlurField} />
        </>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 wide:col-span-2">
        <Button onClick={onTest} busy={testing} disabled={row === null}>
          Test connection
        </Button>
        {row?.keysUrl ? (
          <a href={row.keysUrl} target="_blank" rel="noreferrer" className={`${LINK} text-xs text-muted`}>
            Make a key at {row.label}
          </a>
        ) : null}
        {row === null && simulatorUrl ? (
          <span className="text-muted">
            No provider key at hand?{" "}
            <button type="button" className={`${LINK} text-ink`} onClick={() => onChange((draft) => withSimulator(draft, simulatorUrl))}>
              Use the simulator
            </button>
          </span>
        ) : null}
      </div>
    </div>
  );
}

interface VertexFieldsProps {
  readonly value: ProviderDraft;
  readonly change: (next: Partial<ProviderDraft>) => void;
  readonly problems: FieldProblems;
  readonly onBlurField: (path: string) => void;
}

function VertexFields({ value, change, problems, onBlurField }: VertexFieldsProps) {
  return (
    <>
      <Field label="Project" error={problems[`${CONFIGURATION}.projectId`]}>
        <TextInput
          mono
          value={value.projectId}
          spellCheck={false}
          onBlur={() => onBlurField(`${CONFIGURATION}.projectId`)}
          onChange={(event) => change({ projectId: event.target.value })}
        />
      </Field>
      <Field label="Location" error={problems[`${CONFIGURATION}.location`]}>
        <TextInput
          mono
          value={value.location}
          placeholder="global"
          spellCheck={false}
          onBlur={() => onBlurField(`${CONFIGURATION}.location`)}
          onChange={(event) => change({ location: event.target.value })}
        />
      </Field>
      <Field label="Publisher" error={problems[`${CONFIGURATION}.publisher`]}>
        <Select
          value={value.publisher}
          options={[
            { value: "google", label: "Google (Gemini)" },
            { value: "anthropic", label: "Anthropic (Claude)" },
          ]}
          onValueChange={(publisher) => change({ publisher })}
        />
      </Field>
    </>
  );
}
