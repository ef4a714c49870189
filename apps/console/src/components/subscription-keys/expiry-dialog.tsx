"use client";

import type { ApiKeyResource } from "@sluice/definition/consumers";
import { useState } from "react";
import { ApiError } from "../../lib/api-client.ts";
import { instantOf, localOf } from "../../lib/local-time.ts";
import { updateKey } from "../../lib/subscriptions-api.ts";
import { RefusalNote } from "../api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Field } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { useKeyChange } from "./use-key-change.ts";

export interface KeyDialogProps {
  readonly apiKey: ApiKeyResource;
  readonly onClose: () => void;
}

/** When a key ends by itself. */
export function ExpiryDialog({ apiKey, onClose }: KeyDialogProps) {
  const [ends, setEnds] = useState(localOf(apiKey.expiresAt));
  const update = useKeyChange(() => updateKey(apiKey.id, { expiresAt: instantOf(ends) }), onClose);
  const problem = update.error instanceof ApiError ? update.error.fields["expiresAt"] : undefined;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`When ${apiKey.name || apiKey.key} ends`}
      confirmLabel="Save"
      busy={update.isPending}
      onConfirm={() => update.mutate(undefined)}
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
