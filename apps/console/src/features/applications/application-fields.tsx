"use client";

import { applicationInputSchema } from "@sluice/definition/consumers";
import { type FieldProblems, fieldProblems } from "@sluice/definition/problems";
import type { RefObject } from "react";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { Textarea } from "../../components/ui/textarea.tsx";

export interface ApplicationDraft {
  readonly name: string;
  readonly description: string;
  readonly clientId: string;
}

export const NO_APPLICATION: ApplicationDraft = { name: "", description: "", clientId: "" };

/** As the management API takes it: an empty client id is none. */
export function applicationBody(draft: ApplicationDraft) {
  return { ...draft, clientId: draft.clientId.trim() === "" ? null : draft.clientId };
}

export function applicationProblems(draft: ApplicationDraft): FieldProblems {
  const parsed = applicationInputSchema.safeParse(applicationBody(draft));
  return parsed.success ? {} : fieldProblems(parsed.error);
}

const LONGEST_DESCRIPTION = 250;

export interface ApplicationFieldsProps {
  readonly draft: ApplicationDraft;
  readonly onChange: (draft: ApplicationDraft) => void;
  readonly problems: FieldProblems;
  /** For a dialog that opens with the focus in it. */
  readonly nameRef?: RefObject<HTMLInputElement | null>;
}

/** What an application is called, and how its tokens name it. */
export function ApplicationFields({ draft, onChange, problems, nameRef }: ApplicationFieldsProps) {
  return (
    <div className="grid gap-4">
      <Field label="Name" error={problems["name"]}>
        <TextInput
          {...(nameRef ? { ref: nameRef } : {})}
          value={draft.name}
          autoComplete="off"
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <Field label="Description" aside="optional" error={problems["description"]}>
        <Textarea
          rows={2}
          limit={LONGEST_DESCRIPTION}
          value={draft.description}
          onChange={(event) => onChange({ ...draft, description: event.target.value })}
        />
      </Field>
      <Field
        label="Client id"
        aside="optional"
        error={problems["clientId"]}
        hint="As your identity provider calls this program. Plans with JWT or OAuth 2 know it by that; plans with keys don't need it."
      >
        <TextInput
          mono
          value={draft.clientId}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ ...draft, clientId: event.target.value })}
        />
      </Field>
    </div>
  );
}
