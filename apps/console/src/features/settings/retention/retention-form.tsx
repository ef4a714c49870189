"use client";

import { RETENTION_KINDS, type RetentionKind, type RetentionResource } from "@sluice/definition/retention";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { formatDateTime } from "../../../lib/format.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { saveRetention } from "../../../lib/retention-api.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";
import { draftOfRetention, retentionChanges, shortened } from "./retention-draft.ts";

const KINDS: Readonly<Record<RetentionKind, { readonly label: string; readonly what: string; readonly hint: string }>> = {
  rows: { label: "Requests", what: "requests", hint: "One by one, in Logs. Prices can be corrected for as long." },
  minute: { label: "Sums by minute", what: "sums by minute", hint: "Charts of a day." },
  hour: { label: "Sums by hour", what: "sums by hour", hint: "A week beside the one a year ago." },
  day: { label: "Sums by day", what: "sums by day", hint: "Charts of months." },
  week: { label: "Sums by week", what: "sums by week", hint: "As long as books are kept." },
};

export function RetentionForm({ stored }: { readonly stored: RetentionResource }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOfRetention(stored));
  const [asked, setAsked] = useState(false);
  const input = retentionChanges(draft, stored);
  const fewer = shortened(input, stored);
  const save = useMutation({
    mutationFn: () => saveRetention(input),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.retention, saved);
      toast.success("The retention is saved.", { description: "Gateways look at it within the hour." });
    },
    onSettled: () => setAsked(false),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (fewer.length > 0) setAsked(true);
    else save.mutate();
  }
  return (
    <form className="grid max-w-220 gap-4" onSubmit={submit} noValidate>
      <p className="max-w-160 text-muted">
        Sums stay when requests go: Analytics look back further than Logs. What is gone does not come back when more days are set.
      </p>
      <FormProblem error={save.error} shown={RETENTION_KINDS} />
      <div className="grid gap-4 wide:grid-cols-2">
        {RETENTION_KINDS.map((kind) => (
          <Field
            key={kind}
            label={KINDS[kind].label}
            aside="days"
            hint={<Hint words={KINDS[kind].hint} keptSince={stored[kind].keptSince} />}
            error={fieldProblem(save.error, kind)}
          >
            <TextInput
              inputMode="numeric"
              autoComplete="off"
              value={draft[kind]}
              onChange={(event) => setDraft((former) => ({ ...former, [kind]: event.target.value }))}
            />
          </Field>
        ))}
      </div>
      <div>
        <Button type="submit" variant="primary" busy={save.isPending} disabled={Object.keys(input).length === 0}>
          Save the retention
        </Button>
      </div>
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title="Keep usage for fewer days?"
        confirmLabel="Keep fewer days"
        danger
        busy={save.isPending}
        onConfirm={() => save.mutate()}
      >
        <ul className="grid gap-1">
          {fewer.map((kind) => (
            <li key={kind}>
              Of {KINDS[kind].what}, those older than {input[kind]} days are dropped.
            </li>
          ))}
        </ul>
        <p className="mt-2">It happens within the hour, and cannot be undone.</p>
      </ConfirmDialog>
    </form>
  );
}

function Hint({ words, keptSince }: { readonly words: string; readonly keptSince: string | null }) {
  return keptSince === null ? words : `${words} What is older than ${formatDateTime(keptSince)} is gone.`;
}
