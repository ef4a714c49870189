"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { type AuthenticationType, PROVIDERS } from "@sluice/definition/provider";
import { isMask } from "@sluice/definition/secrets";
import { Field } from "../ui/field.tsx";
import { SecretInput } from "../ui/secret-input.tsx";
import { Select } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { CONFIGURATION } from "./provider-check.ts";
import type { AuthenticationDraft, ProviderDraft } from "./provider-draft.ts";

type FieldName = Exclude<keyof AuthenticationDraft, "type">;

interface Asked {
  readonly field: FieldName;
  readonly label: string;
  readonly kind: "secret" | "text" | "json";
  readonly optional?: true;
  readonly placeholder?: string;
}

const AUTHENTICATION_LABELS = {
  NONE: "None",
  BEARER: "API key (Bearer)",
  API_KEY: "API key in a header",
  AWS: "AWS access key",
  SERVICE_ACCOUNT: "Service account",
} as const satisfies Record<AuthenticationType, string>;

/** The fields of each way to authenticate. */
function askedFields({ provider, authentication }: ProviderDraft): readonly Asked[] {
  switch (authentication.type) {
    case "NONE":
      return [];
    case "BEARER":
      return [
        { field: "bearer", label: "API key", kind: "secret" },
        ...(provider === "BEDROCK" ? [{ field: "region", label: "Region", kind: "text", placeholder: "eu-central-1" } as const] : []),
      ];
    case "API_KEY":
      return [
        { field: "value", label: "API key", kind: "secret" },
        ...(provider === "OPEN_AI_COMPATIBLE"
          ? [{ field: "header", label: "Header", kind: "text", optional: true, placeholder: "x-api-key" } as const]
          : []),
      ];
    case "AWS":
      return [
        { field: "region", label: "Region", kind: "text", placeholder: "eu-central-1" },
        { field: "accessKeyId", label: "Access key id", kind: "secret", optional: true },
        { field: "secretAccessKey", label: "Secret access key", kind: "secret", optional: true },
        { field: "sessionToken", label: "Session token", kind: "secret", optional: true },
      ];
    case "SERVICE_ACCOUNT":
      return [{ field: "json", label: "Service account (JSON)", kind: "json" }];
  }
}

export interface AuthenticationFieldsProps {
  readonly value: ProviderDraft;
  readonly onChange: (change: (draft: ProviderDraft) => ProviderDraft) => void;
  readonly problems: FieldProblems;
  readonly onBlurField: (path: string) => void;
}

/** How the gateway authenticates with the provider. */
export function AuthenticationFields({ value, onChange, problems, onBlurField }: AuthenticationFieldsProps) {
  const at = `${CONFIGURATION}.authentication`;
  const types = value.provider ? PROVIDERS[value.provider].authentications : [];
  const change = (next: Partial<AuthenticationDraft>) =>
    onChange((draft) => ({ ...draft, authentication: { ...draft.authentication, ...next } }));
  return (
    <>
      {types.length > 1 ? (
        <Field label="Authentication" error={problems[`${at}.type`]}>
          <Select
            value={value.authentication.type}
            onValueChange={(type) => change({ type })}
            options={types.map((type) => ({ value: type, label: AUTHENTICATION_LABELS[type] }))}
          />
        </Field>
      ) : null}
      {askedFields(value).map((asked) => (
        <Field
          key={asked.field}
          label={asked.label}
          aside={asked.optional ? "optional" : asked.kind === "text" ? undefined : "stored encrypted"}
          error={problems[`${at}.${asked.field}`]}
        >
          <Control
            asked={asked}
            value={value.authentication[asked.field]}
            onChange={(text) => change({ [asked.field]: text })}
            onBlur={() => onBlurField(`${at}.${asked.field}`)}
          />
        </Field>
      ))}
    </>
  );
}

interface ControlProps {
  readonly asked: Asked;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
}

function Control({ asked, value, onChange, onBlur }: ControlProps) {
  // A whole file is pasted into it: a box of one line would hide that something is missing.
  if (asked.kind === "json" && !isMask(value))
    return (
      <Textarea
        mono
        value={value}
        onBlur={onBlur}
        spellCheck={false}
        placeholder='{ "type": "service_account", … }'
        onChange={(event) => onChange(event.target.value)}
      />
    );
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
  return <SecretInput value={value} onBlur={onBlur} masked={isMask(value)} onValueChange={onChange} />;
}
