"use client";

import { type SubscriptionResource, USUAL_OVERLAP_SECONDS } from "@sluice/definition/consumers";
import { useState } from "react";
import { renewKey } from "../../lib/subscriptions-api.ts";
import { RefusalNote } from "../api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { useKeyChange } from "./use-key-change.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

const OVERLAPS = [
  { value: "0", label: "Not at all: end them now" },
  { value: String(HOUR / 4), label: "15 minutes" },
  { value: String(USUAL_OVERLAP_SECONDS), label: "2 hours" },
  { value: String(DAY), label: "1 day" },
  { value: String(7 * DAY), label: "7 days" },
  { value: String(30 * DAY), label: "30 days" },
] as const;

export interface NewKeyDialogProps {
  readonly subscription: SubscriptionResource;
  readonly onClose: () => void;
  /** The key, in full, this once. */
  readonly onKey: (key: string) => void;
}

/** A new key, and how long the former ones go on beside it. */
export function RenewDialog({ subscription, onClose, onKey }: NewKeyDialogProps) {
  const [overlap, setOverlap] = useState<string>(String(USUAL_OVERLAP_SECONDS));
  const renew = useKeyChange(
    () => renewKey(subscription.id, Number(overlap)),
    ({ key }) => onKey(key),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="Renew the key"
      confirmLabel="Renew"
      busy={renew.isPending}
      onConfirm={() => renew.mutate(undefined)}
    >
      <div className="grid gap-4">
        <p>A new key is made and shown once. Roll it out while the former ones still work.</p>
        <div className="text-ink">
          <Field label="Former keys go on for">
            <Select value={overlap} onValueChange={setOverlap} options={OVERLAPS} />
          </Field>
        </div>
        {renew.error ? <RefusalNote title="No key was made" error={renew.error} /> : null}
      </div>
    </ConfirmDialog>
  );
}
