"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { checkIssuer } from "../../../lib/oidc-api.ts";

export interface IssuerFieldProps {
  readonly issuer: string;
  /** Who somebody is there is said by the issuer: it is given once. */
  readonly fixed: boolean;
  readonly error: string | undefined;
  readonly onChange: (issuer: string) => void;
}

/** An issuer's address, and whether there is one. */
export function IssuerField({ issuer, fixed, error, onChange }: IssuerFieldProps) {
  const check = useMutation({ mutationFn: () => checkIssuer(issuer) });
  const result = check.data;
  return (
    <div className="grid gap-2">
      <div className="flex items-end gap-2">
        <Field label="Issuer" className="flex-1" error={error}>
          <TextInput
            mono
            readOnly={fixed}
            autoComplete="off"
            placeholder="https://accounts.example.org"
            value={issuer}
            onChange={(event) => {
              check.reset();
              onChange(event.target.value);
            }}
          />
        </Field>
        <Button busy={check.isPending} disabled={issuer.trim() === ""} onClick={() => check.mutate()}>
          Check
        </Button>
      </div>
      {result?.ok ? (
        <Note tone="ok" role="status">
          <p>The issuer answers{result.scopes ? `, and offers ${result.scopes.slice(0, 8).join(", ")}` : ""}.</p>
        </Note>
      ) : null}
      {result && !result.ok ? (
        <Note tone="danger" role="alert">
          <p>{result.error}</p>
        </Note>
      ) : null}
      {check.error ? (
        <Note tone="danger" role="alert">
          <p>{check.error.message}</p>
        </Note>
      ) : null}
    </div>
  );
}
