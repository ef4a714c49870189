"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { addKey } from "./applications-calls.ts";
import { instantOf } from "./local-time.ts";
import { useApplicationChanged } from "./use-application.ts";

export interface AddKeyDialogProps {
  readonly subscription: SubscriptionResource;
  readonly onClose: () => void;
  readonly onKey: (key: string) => void;
}

/** One more key beside the others: for another machine, or another colleague. */
export function AddKeyDialog({ subscription, onClose, onKey }: AddKeyDialogProps) {
  const [name, setName] = useState("");
  const [ends, setEnds] = useState("");
  const changed = useApplicationChanged();
  const add = useMutation({
    mutationFn: () => addKey(subscription.id, { name, expiresAt: instantOf(ends) }),
    onSuccess: async ({ key }) => {
      onKey(key);
      await changed();
    },
  });
  return (
    <ConfirmDialog open onOpenChange={onClose} title="Add a key" confirmLabel="Add key" busy={add.isPending} onConfirm={() => add.mutate()}>
      <div className="grid gap-4 text-ink">
        <p className="text-muted">It works beside the others, and is shown once.</p>
        <Field label="Name" aside="optional" hint="Where it is used, so that you know which one to revoke.">
          <TextInput value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Ends" aside="optional">
          <TextInput type="datetime-local" value={ends} onChange={(event) => setEnds(event.target.value)} />
        </Field>
        {add.error ? <RefusalNote title="No key was made" error={add.error} /> : null}
      </div>
    </ConfirmDialog>
  );
}
