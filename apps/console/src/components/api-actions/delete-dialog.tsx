"use client";

import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { RefusalNote } from "./refusal-note.tsx";
import type { ApiDialogProps } from "./stop-dialog.tsx";
import { useDeleteApi } from "./use-api-actions.ts";

export interface DeleteDialogProps extends ApiDialogProps {
  readonly onDeleted?: () => void;
}

export function DeleteDialog({ api, open, onOpenChange, onDeleted }: DeleteDialogProps) {
  const remove = useDeleteApi(api, () => {
    onOpenChange(false);
    onDeleted?.();
  });
  return (
    <ConfirmDialog
      trouble={remove.error ? <RefusalNote title="The API was not deleted" error={remove.error} /> : null}
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${api.name}?`}
      confirmLabel="Delete API"
      danger
      busy={remove.isPending}
      typed={api.name}
      onConfirm={() => remove.mutate()}
    >
      <p>Its definition, plans, subscriptions and keys go with it, and callers are refused within a second. This cannot be undone.</p>
    </ConfirmDialog>
  );
}
