"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { updateKey } from "./applications-calls.ts";
import { instantOf, localOf } from "./local-time.ts";
import type { KeyDialogProps } from "./revoke-dialog.tsx";
import { useApplicationChanged } from "./use-application.ts";

export function ExpiryDialog({ apiKey, onClose }: KeyDialogProps) {
  const [ends, setEnds] = useState(localOf(apiKey.expiresAt));
  const changed = useApplicationChanged();
  const update = useMutation({
    mutationFn: () => updateKey(apiKey.id, { expiresAt: instantOf(ends) }),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const problem = update.error instanceof ApiError ? update.error.fields["expiresAt"] : undefined;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`When ${apiKey.name || apiKey.key} ends`}
      confirmLabel="Save"
      busy={update.isPending}
      onConfirm={() => update.mutate()}
    >
      <div className="grid gap-4 text-ink">
        <Field label="Ends" hint="In your time zone. Leave it empty for a key that does not end by itself." error={problem}>
          <TextInput type="datetime-local" value={ends} onChange={(event) => setEnds(event.target.value)} />
        </Field>
        {update.error && !problem ? <RefusalNote title="Nothing was changed" error={update.error} /> : null}
      </div>
    </ConfirmDialog>
  );
}
