"use client";

import type { Permission } from "@sluice/definition/access";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { RadioCards } from "../../../components/ui/radio-cards.tsx";
import { Select } from "../../../components/ui/select.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { createToken } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { useMe } from "../../../lib/use-me.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";
import { ScopeChoice } from "./scope-choice.tsx";

const DAY_MS = 86_400_000;
const LIFETIMES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "No end" },
] as const;
type Lifetime = (typeof LIFETIMES)[number]["value"];

/** Asks what the token may and for how long; then shows it, once. */
export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const permissions = useMe().data?.permissions ?? [];
  const [name, setName] = useState("");
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const [reach, setReach] = useState<"all" | "some">("all");
  const [scopes, setScopes] = useState<readonly Permission[]>(["apis:read"]);
  const first = useRef<HTMLInputElement>(null);
  const make = useMutation({
    mutationFn: () => {
      const expiresAt = lifetime === "never" ? null : new Date(Date.now() + Number(lifetime) * DAY_MS).toISOString();
      return createToken({ name, expiresAt, scopes: reach === "all" ? null : [...scopes] });
    },
    onError: () => first.current?.focus(),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.tokens(null) }),
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      stays={make.isPending || make.isSuccess}
      title={make.data ? `${make.data.name} is made` : "New API token"}
      initialFocus={first}
      onSubmit={make.data ? onClose : () => make.mutate()}
      footer={
        <>
          {make.data ? null : <Button onClick={onClose}>Cancel</Button>}
          <Button type="submit" variant="primary" busy={make.isPending}>
            {make.data ? "Done" : "Make the token"}
          </Button>
        </>
      }
    >
      {make.data ? (
        <MadeToken token={make.data.token} />
      ) : (
        <div className="grid gap-4">
          <FormProblem error={make.error} shown={["name", "scopes"]} />
          <Field label="Name" hint="What it is for: the deploy pipeline, a script." error={fieldProblem(make.error, "name")}>
            <TextInput ref={first} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label="Works for">
            <Select value={lifetime} onValueChange={setLifetime} options={LIFETIMES} />
          </Field>
          <RadioCards
            legend="What it may"
            showLegend
            value={reach}
            onValueChange={setReach}
            columns={2}
            options={[
              { value: "all", title: "All that you may", description: "Changes with your role" },
              { value: "some", title: "Only what is chosen", description: "And never more than you" },
            ]}
          />
          {reach === "some" ? (
            <ScopeChoice permissions={permissions} chosen={scopes} onChange={setScopes} error={fieldProblem(make.error, "scopes")} />
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

function MadeToken({ token }: { readonly token: string }) {
  return (
    <Note tone="ok" role="status" title="Copy it now: it is not shown again">
      <p>Send it as: Authorization: Bearer …</p>
      <div className="mt-2 flex min-w-0 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1">
        <code className="min-w-0 flex-1 text-ink [overflow-wrap:anywhere]">{token}</code>
        <CopyButton text={token} what="the token" />
      </div>
    </Note>
  );
}
