"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { isMask } from "@sluice/definition/secrets";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { DialogButtons } from "../../components/ui/dialog-buttons.tsx";
import { Field } from "../../components/ui/field.tsx";
import { SecretInput } from "../../components/ui/secret-input.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { Textarea } from "../../components/ui/textarea.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { instantOf } from "../../lib/local-time.ts";
import { acceptSubscription } from "../../lib/subscriptions-api.ts";
import { REASON_HINT } from "./decision-dialog.tsx";
import { useConsumerChange } from "./use-consumers.ts";

export interface AcceptDialogProps {
  readonly subscription: SubscriptionResource;
  readonly onClose: () => void;
  /** The first key, in full, this once. */
  readonly onKey: (key: string) => void;
}

const EMPTY = { reason: "", startingAt: "", endingAt: "", customApiKey: "" };

/** Says yes: why, from when to when, and with which key. */
export function AcceptDialog({ subscription, onClose, onKey }: AcceptDialogProps) {
  const [form, setForm] = useState(EMPTY);
  const fields = useRef<HTMLDivElement>(null);
  const accept = useConsumerChange(
    () => acceptSubscription(subscription.id, bodyOf(form)),
    (accepted) => {
      toast.success(`${accepted.applicationName} is accepted.`);
      onClose();
      const key = accepted.apiKeys[0]?.key;
      if (key !== undefined && !isMask(key)) onKey(key);
    },
  );
  const problems = accept.error instanceof ApiError ? accept.error.fields : {};
  const set = (change: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...change }));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Accept ${subscription.applicationName}`}
      description={`It may call ${subscription.apiName} by the plan ${subscription.planName} within a second.`}
      onSubmit={() => accept.isPending || accept.mutate(undefined, { onError: () => focusFirstProblem(fields.current) })}
      footer={<DialogButtons submit="Accept" busy={accept.isPending} onCancel={onClose} />}
    >
      <div ref={fields} className="grid gap-4">
        <Field label="Reason" aside="optional" hint={REASON_HINT} error={problems["reason"]}>
          <Textarea value={form.reason} onChange={(event) => set({ reason: event.target.value })} />
        </Field>
        <div className="grid gap-4 wide:grid-cols-2">
          <Field label="Starts" aside="optional" hint="Empty: now." error={problems["startingAt"]}>
            <TextInput type="datetime-local" value={form.startingAt} onChange={(event) => set({ startingAt: event.target.value })} />
          </Field>
          <Field label="Ends" aside="optional" hint="Empty: when it is closed." error={problems["endingAt"]}>
            <TextInput type="datetime-local" value={form.endingAt} onChange={(event) => set({ endingAt: event.target.value })} />
          </Field>
        </div>
        {subscription.planSecurity === "API_KEY" ? (
          <Field
            label="Custom key"
            aside="optional"
            hint="A key that the callers have already: 8 to 128 characters. Empty makes a random one."
            error={problems["customApiKey"]}
          >
            <SecretInput value={form.customApiKey} masked={false} onValueChange={(customApiKey) => set({ customApiKey })} />
          </Field>
        ) : null}
        {accept.error && Object.keys(problems).length === 0 ? <RefusalNote title="It was not accepted" error={accept.error} /> : null}
      </div>
    </Dialog>
  );
}

/** What is empty is left out: the server then decides. */
function bodyOf({ reason, startingAt, endingAt, customApiKey }: typeof EMPTY) {
  const [starts, ends] = [instantOf(startingAt), instantOf(endingAt)];
  return {
    ...(reason.trim() === "" ? {} : { reason }),
    ...(starts === null ? {} : { startingAt: starts }),
    ...(ends === null ? {} : { endingAt: ends }),
    ...(customApiKey === "" ? {} : { customApiKey }),
  };
}

/** Once the messages are drawn. */
function focusFirstProblem(fields: HTMLElement | null): void {
  requestAnimationFrame(() => requestAnimationFrame(() => fields?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus()));
}
