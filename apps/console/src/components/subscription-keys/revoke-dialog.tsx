"use client";

import { toast } from "sonner";
import { revokeKey } from "../../lib/subscriptions-api.ts";
import { RefusalNote } from "../api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import type { KeyDialogProps } from "./expiry-dialog.tsx";
import { useKeyChange } from "./use-key-change.ts";

export function RevokeDialog({ apiKey, onClose }: KeyDialogProps) {
  const revoke = useKeyChange(
    () => revokeKey(apiKey.id),
    () => {
      toast.success("The key is revoked.");
      onClose();
    },
  );
  return (
    <ConfirmDialog
      trouble={revoke.error ? <RefusalNote title="It was not revoked" error={revoke.error} /> : null}
      open
      onOpenChange={onClose}
      title={`Revoke ${apiKey.name || apiKey.key}?`}
      confirmLabel="Revoke"
      danger
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate(undefined)}
    >
      <p>Calls with it are refused within a second, for good. Other keys go on.</p>
    </ConfirmDialog>
  );
}
