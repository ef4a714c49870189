"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { PROVIDER_IDS, PROVIDERS, type Provider } from "@sluice/definition/provider";
import { ExternalLink } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { LINK } from "../ui/link-class.ts";
import { Select } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { AuthenticationFields } from "./authentication-fields.tsx";
import { withoutProposals } from "./price-proposals.ts";
import { CONFIGURATION } from "./provider-check.ts";
import { type ProviderDraft, withProvider, withSimulator } from "./provider-draft.ts";
import { PROVIDER_WORDS, usualAddress, wayOf } from "./provider-words.ts";

/** A choice has to be chosen: an empty value would show none. */
const BY_NAME = "by-name";
const PUBLISHERS = [
  { value: BY_NAME, label: "By each model's name", description: "claude… is Anthropic's, all else Google's." },
  { value: "google", label: "Google (Gemini)" },
  { value: "anthropic", label: "Anthropic (Claude)" },
] as const;

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
  const { provider } = value;
  const change = (next: Partial<ProviderDraft>) => onChange((draft) => ({ ...draft, ...next }));
  // What has to be filled in comes first; an address that is known already comes last, or before a box as wide as the form.
  const addressFirst = provider === "VERTEX_AI" || (provider !== "" && PROVIDERS[provider].target === null);
  const address = provider ? (
    <AddressField provider={provider} value={value} change={change} problems={problems} onBlurField={onBlurField} />
  ) : null;
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
      {provider ? (
        <>
          {value.provider === "VERTEX_AI" ? (
            <VertexFields value={value} change={change} problems={problems} onBlurField={onBlurField} />
          ) : null}
          {addressFirst ? address : null}
          <AuthenticationFields provider={provider} value={value} onChange={onChange} problems={problems} onBlurField={onBlurField} />
          {addressFirst ? null : address}
        </>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 wide:col-span-2">
        <Button onClick={onTest} busy={testing} disabled={provider === ""}>
          Test connection
        </Button>
        {provider ? <KeysLink provider={provider} words={wayOf(value, provider).link} /> : null}
        {provider === "" && simulatorUrl ? (
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

/** Where a key is made, for the way that is chosen. */
function KeysLink({ provider, words }: { readonly provider: Provider; readonly words: string | undefined }) {
  const { keysUrl, label } = PROVIDERS[provider];
  if (!keysUrl || !words) return null;
  return (
    <a href={keysUrl} target="_blank" rel="noreferrer" className={`${LINK} inline-flex items-center gap-1 text-xs text-muted`}>
      {words}
      <span className="sr-only"> at {label}, in a new tab</span>
      <ExternalLink aria-hidden className="size-3" />
    </a>
  );
}

interface FieldsProps {
  readonly value: ProviderDraft;
  readonly change: (next: Partial<ProviderDraft>) => void;
  readonly problems: FieldProblems;
  readonly onBlurField: (path: string) => void;
}

function AddressField({ provider, value, change, problems, onBlurField }: FieldsProps & { readonly provider: Provider }) {
  const { urlHint, urlPlaceholder } = PROVIDER_WORDS[provider];
  const usual = usualAddress(value);
  return (
    <Field label="Provider URL" aside={usual === null ? undefined : "optional"} error={problems[`${CONFIGURATION}.target`]} hint={urlHint}>
      <TextInput
        mono
        type="url"
        value={value.target}
        autoComplete="off"
        spellCheck={false}
        placeholder={usual ?? urlPlaceholder}
        onBlur={() => onBlurField(`${CONFIGURATION}.target`)}
        onChange={(event) => change({ target: event.target.value })}
      />
    </Field>
  );
}

function VertexFields({ value, change, problems, onBlurField }: FieldsProps) {
  return (
    <>
      <Field label="Project" error={problems[`${CONFIGURATION}.projectId`]}>
        <TextInput
          mono
          value={value.projectId}
          placeholder="my-project-123"
          autoComplete="off"
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
          autoComplete="off"
          spellCheck={false}
          onBlur={() => onBlurField(`${CONFIGURATION}.location`)}
          onChange={(event) => change({ location: event.target.value })}
        />
      </Field>
      <Field label="Publisher" error={problems[`${CONFIGURATION}.publisher`]}>
        <Select
          value={value.publisher || BY_NAME}
          options={PUBLISHERS}
          onValueChange={(publisher) => change({ publisher: publisher === BY_NAME ? "" : publisher })}
        />
      </Field>
    </>
  );
}
