"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import type { Provider } from "@sluice/definition/provider";
import { asReference } from "@sluice/definition/secret-reference";
import { isMask } from "@sluice/definition/secrets";
import { Field } from "../ui/field.tsx";
import { SecretInput } from "../ui/secret-input.tsx";
import { Select } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { CONFIGURATION } from "./provider-check.ts";
import type { ProviderDraft } from "./provider-draft.ts";
import { type AskedField, PROVIDER_WORDS, wayOf } from "./provider-words.ts";
import { describeServiceAccount, withServiceAccount } from "./service-account.ts";
import { ServiceAccountInput } from "./service-account-input.tsx";

export interface AuthenticationFieldsProps {
  readonly provider: Provider;
  readonly value: ProviderDraft;
  readonly onChange: (change: (draft: ProviderDraft) => ProviderDraft) => void;
  readonly problems: FieldProblems;
  readonly onBlurField: (path: string) => void;
}

/** How the gateway authenticates with the provider. */
export function AuthenticationFields({ provider, value, onChange, problems, onBlurField }: AuthenticationFieldsProps) {
  const at = `${CONFIGURATION}.authentication`;
  const { ways } = PROVIDER_WORDS[provider];
  const chosen = wayOf(value, provider);
  function choose(id: string) {
    const way = ways.find((one) => one.id === id);
    if (!way) return;
    onChange((draft) => ({
      ...draft,
      authentication: { ...draft.authentication, type: way.type, ownCredentials: way.ownCredentials ?? false },
    }));
  }
  return (
    <>
      {ways.length > 1 ? (
        <Field label="Authentication" error={problems[`${at}.type`]}>
          <Select value={chosen.id} onValueChange={choose} options={ways.map((way) => ({ value: way.id, label: way.label }))} />
        </Field>
      ) : null}
      {chosen.fields.map((asked) => (
        <Field
          key={asked.field}
          label={asked.label}
          aside={asideOf(asked)}
          hint={asked.kind === "json" ? (describeServiceAccount(value.authentication.json) ?? asked.hint) : asked.hint}
          error={problems[`${at}.${asked.field}`]}
          {...(asked.kind === "json" ? { className: "wide:col-span-2" } : {})}
        >
          <Control
            asked={asked}
            value={value.authentication[asked.field]}
            onChange={(text) => onChange((draft) => withField(draft, asked, text))}
            onBlur={() => onBlurField(`${at}.${asked.field}`)}
          />
        </Field>
      ))}
    </>
  );
}

function asideOf({ kind, optional }: AskedField): string | undefined {
  if (kind === "text") return optional ? "optional" : undefined;
  return optional ? "optional, stored encrypted" : "stored encrypted";
}

function withField(draft: ProviderDraft, { field, kind }: AskedField, text: string): ProviderDraft {
  if (kind === "json") return withServiceAccount(draft, text);
  return { ...draft, authentication: { ...draft.authentication, [field]: text } };
}

interface ControlProps {
  readonly asked: AskedField;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
}

function Control({ asked, value, onChange, onBlur }: ControlProps) {
  if (asked.kind === "json") return <ServiceAccountInput value={value} onValueChange={onChange} onBlur={onBlur} />;
  if (asked.kind === "text")
    return (
      <TextInput
        mono
        value={value}
        onBlur={onBlur}
        placeholder={asked.placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    );
  const readable = asReference(value) !== null;
  return <SecretInput value={value} onBlur={onBlur} masked={isMask(value)} readable={readable} onValueChange={onChange} />;
}
