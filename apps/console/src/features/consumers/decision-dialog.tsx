"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { useState } from "react";
import { toast } from "sonner";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Textarea } from "../../components/ui/textarea.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { type Decision, decideSubscription } from "../../lib/subscriptions-api.ts";
import { useConsumerChange } from "./use-consumers.ts";

export interface DecisionDialogProps {
  readonly subscription: SubscriptionResource;
  readonly decision: Decision;
  readonly onClose: () => void;
}

const WORDS = {
  reject: { verb: "Reject", done: "is rejected", meaning: "It gets no key. The application may ask again." },
  pause: { verb: "Pause", done: "is paused", meaning: "Its calls are refused within a second, until it is resumed. Its keys stay." },
  resume: { verb: "Resume", done: "is resumed", meaning: "Its calls are taken again within a second." },
  close: {
    verb: "Close",
    done: "is closed",
    meaning: "Its keys are revoked and its calls refused within a second. This cannot be undone.",
  },
} as const satisfies Record<Decision, { verb: string; done: string; meaning: string }>;

/** The applicant reads the reason. */
export const REASON_HINT = "The application's people read it. At most 250 characters.";

export function DecisionDialog({ subscription, decision, onClose }: DecisionDialogProps) {
  const [reason, setReason] = useState("");
  const { verb, done, meaning } = WORDS[decision];
  const decide = useConsumerChange(
    () => decideSubscription(subscription.id, decision, reason),
    ({ applicationName }) => {
      toast.success(`${applicationName} ${done}.`);
      onClose();
    },
  );
  const problem = decide.error instanceof ApiError ? decide.error.fields["reason"] : undefined;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`${verb} ${subscription.applicationName}?`}
      // × is called Close too.
      confirmLabel={decision === "close" ? "Close subscription" : verb}
      danger={decision === "close" || decision === "reject"}
      busy={decide.isPending}
      onConfirm={() => decide.mutate(undefined)}
    >
      <div className="grid gap-4">
        <p>{meaning}</p>
        <div className="text-ink">
          <Field label="Reason" aside="optional" hint={REASON_HINT} error={problem}>
            <Textarea value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </div>
        {decide.error && !problem ? <RefusalNote title="Nothing was changed" error={decide.error} /> : null}
      </div>
    </ConfirmDialog>
  );
}
