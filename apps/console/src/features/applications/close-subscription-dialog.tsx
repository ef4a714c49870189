"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { decideSubscription } from "../../lib/subscriptions-api.ts";
import { useApplicationChanged } from "./use-application.ts";

export interface CloseSubscriptionDialogProps {
  readonly subscription: SubscriptionResource;
  readonly onClose: () => void;
}

export function CloseSubscriptionDialog({ subscription, onClose }: CloseSubscriptionDialogProps) {
  const changed = useApplicationChanged();
  const pending = subscription.status === "PENDING";
  const close = useMutation({
    mutationFn: () => decideSubscription(subscription.id, "close", ""),
    onSuccess: async () => {
      await changed();
      toast.success(pending ? "The request is withdrawn." : `The subscription to ${subscription.apiName} is closed.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      trouble={close.error ? <RefusalNote title="It was not closed" error={close.error} /> : null}
      open
      onOpenChange={onClose}
      title={pending ? "Withdraw the request?" : `Close the subscription to ${subscription.apiName}?`}
      confirmLabel={pending ? "Withdraw" : "Close subscription"}
      danger
      busy={close.isPending}
      onConfirm={() => close.mutate()}
    >
      <p>
        {pending ? "You can ask again later." : "Its keys are refused within a second, for good. You can subscribe anew, with other keys."}
      </p>
    </ConfirmDialog>
  );
}
