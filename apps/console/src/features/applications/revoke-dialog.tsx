"use client";

import type { ApiKeyResource } from "@sluice/definition/consumers";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { revokeKey } from "./applications-calls.ts";
import { useApplicationChanged } from "./use-application.ts";

export interface KeyDialogProps {
  readonly apiKey: ApiKeyResource;
  readonly onClose: () => void;
}

export function RevokeDialog({ apiKey, onClose }: KeyDialogProps) {
  const changed = useApplicationChanged();
  const revoke = useMutation({
    mutationFn: () => revokeKey(apiKey.id),
    onSuccess: async () => {
      await changed();
      toast.success("The key is revoked.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Revoke ${apiKey.name || apiKey.key}?`}
      confirmLabel="Revoke"
      danger
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
    >
      <p>Calls with it are refused within a second, for good. Other keys go on.</p>
      {revoke.error ? (
        <div className="mt-3">
          <RefusalNote title="It was not revoked" error={revoke.error} />
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
