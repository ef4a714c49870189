"use client";

import type { Role } from "@sluice/definition/access";
import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Select } from "../../../components/ui/select.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { ROLE_OPTIONS } from "../role-words.ts";
import type { ProviderDraft, RoleRow } from "./provider-draft.ts";

export interface RoleRulesProps {
  readonly draft: ProviderDraft;
  readonly onChange: (part: Partial<ProviderDraft>) => void;
  readonly error: string | undefined;
}

const NEWCOMERS = [
  { value: "invited" as const, label: "Only who was invited", description: "To the address that the issuer says is theirs" },
  ...ROLE_OPTIONS,
];

/** Who comes in, and as what. */
export function RoleRules({ draft, onChange, error }: RoleRulesProps) {
  const id = useId();
  const { rows } = draft;
  const add = () => onChange({ rows: [...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, value: "", role: "viewer" }] });
  const edit = (key: number, part: Partial<RoleRow>) =>
    onChange({ rows: rows.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  return (
    <>
      <Field label="Who comes for the first time" hint="Whoever has an account with the same verified address is that person.">
        <Select<Role | "invited">
          value={draft.defaultRole}
          onValueChange={(defaultRole) => onChange({ defaultRole })}
          options={NEWCOMERS}
        />
      </Field>
      <Field
        label="Role claim"
        aside="optional"
        hint="A claim whose values give the role, at every sign-in: groups, realm_access.roles. Empty: roles are given here."
        error={error}
      >
        <TextInput mono autoComplete="off" value={draft.roleClaim} onChange={(event) => onChange({ roleClaim: event.target.value })} />
      </Field>
      {draft.roleClaim.trim() === "" ? null : (
        <fieldset className="grid min-w-0 gap-2">
          <legend className="mb-1.5 font-medium">Values and roles</legend>
          {rows.map((row, at) => (
            <div key={row.key} className="flex items-center gap-2">
              <TextInput
                mono
                aria-label={`Value ${at + 1}`}
                placeholder="platform-team"
                value={row.value}
                onChange={(event) => edit(row.key, { value: event.target.value })}
              />
              <Select
                aria-label={`Role of value ${at + 1}`}
                className="max-w-44"
                value={row.role}
                onValueChange={(role) => edit(row.key, { role })}
                options={ROLE_OPTIONS}
              />
              <IconButton
                label={`Remove value ${at + 1}`}
                icon={<X aria-hidden />}
                onClick={() => onChange({ rows: rows.filter(({ key }) => key !== row.key) })}
              />
            </div>
          ))}
          <Button size="sm" icon={<Plus aria-hidden />} className="justify-self-start" onClick={add} aria-describedby={`${id}-rule`}>
            Add a value
          </Button>
          <p id={`${id}-rule`} className="text-xs text-muted">
            Of several, the one that may most counts. Without any: {draft.defaultRole === "invited" ? "nobody comes in" : "the role above"}.
          </p>
        </fieldset>
      )}
    </>
  );
}
