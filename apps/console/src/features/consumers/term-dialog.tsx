"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { instantOf, localOf } from "../../lib/local-time.ts";
import { updateSubscription } from "../../lib/subscriptions-api.ts";
import { useConsumerChange } from "./use-consumers.ts";

export interface TermDialogProps {
  readonly subscription: SubscriptionResource;
  readonly onClose: () => void;
}

/** From when to when a subscription's calls are taken. */
export function TermDialog({ subscription, onClose }: TermDialogProps) {
  const [starts, setStarts] = useState(localOf(subscription.startsAt));
  const [ends, setEnds] = useState(localOf(subscription.endsAt));
  // Only what was touched: a start that lies in the past is to the second, and its box only to the minute.
  const update = useConsumerChange(
    () =>
      updateSubscription(subscription.id, {
        ...(starts === localOf(subscription.startsAt) ? {} : { startingAt: instantOf(starts) }),
        ...(ends === localOf(subscription.endsAt) ? {} : { endingAt: instantOf(ends) }),
      }),
    onClose,
  );
  const problems = update.error instanceof ApiError ? update.error.fields : {};
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Dates of ${subscription.applicationName}`}
      confirmLabel="Save"
      busy={update.isPending}
      onConfirm={() => update.mutate(undefined)}
    >
      <div className="grid gap-4 text-ink">
        <Field label="Starts" hint="In your time zone." error={problems["startingAt"]}>
          <TextInput type="datetime-local" value={starts} onChange={(event) => setStarts(event.target.value)} />
        </Field>
        <Field label="Ends" hint="Leave it empty for one that ends when it is closed." error={problems["endingAt"]}>
          <TextInput type="datetime-local" value={ends} onChange={(event) => setEnds(event.target.value)} />
        </Field>
        {update.error && Object.keys(problems).length === 0 ? <RefusalNote title="Nothing was changed" error={update.error} /> : null}
      </div>
    </ConfirmDialog>
  );
}
