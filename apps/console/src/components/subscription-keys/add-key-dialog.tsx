"use client";

import { useState } from "react";
import { ApiError } from "../../lib/api-client.ts";
import { instantOf } from "../../lib/local-time.ts";
import { addKey } from "../../lib/subscriptions-api.ts";
import { RefusalNote } from "../api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Field } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import type { NewKeyDialogProps } from "./renew-dialog.tsx";
import { useKeyChange } from "./use-key-change.ts";

/** One more key beside the others: for another machine, or another colleague. */
export function AddKeyDialog({ subscription, onClose, onKey }: NewKeyDialogProps) {
  const [name, setName] = useState("");
  const [ends, setEnds] = useState("");
  const add = useKeyChange(
    () => addKey(subscription.id, { name, expiresAt: instantOf(ends) }),
    ({ key }) => onKey(key),
  );
  const fields = add.error instanceof ApiError ? add.error.fields : {};
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="Add a key"
      confirmLabel="Add key"
      busy={add.isPending}
      onConfirm={() => add.mutate(undefined)}
    >
      <div className="grid gap-4 text-ink">
        <p className="text-muted">It works beside the others, and is shown once.</p>
        <Field label="Name" aside="optional" hint="Where it is used, so that you know which one to revoke." error={fields["name"]}>
          <TextInput value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Ends" aside="optional" error={fields["expiresAt"]}>
          <TextInput type="datetime-local" value={ends} onChange={(event) => setEnds(event.target.value)} />
        </Field>
        {add.error && Object.keys(fields).length === 0 ? <RefusalNote title="No key was made" error={add.error} /> : null}
      </div>
    </ConfirmDialog>
  );
}
