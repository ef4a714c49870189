"use client";

import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { RefusalNote } from "./refusal-note.tsx";
import { type ActedOn, useStopApi } from "./use-api-actions.ts";

export interface ApiDialogProps {
  readonly api: ActedOn;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function StopDialog({ api, open, onOpenChange }: ApiDialogProps) {
  const stop = useStopApi(api, () => onOpenChange(false));
  return (
    <ConfirmDialog
      trouble={stop.error ? <RefusalNote title="The API was not stopped" error={stop.error} /> : null}
      open={open}
      onOpenChange={onOpenChange}
      title={`Stop ${api.name}?`}
      confirmLabel="Stop API"
      danger
      busy={stop.isPending}
      onConfirm={() => stop.mutate()}
    >
      <p>Every gateway stops answering for it within a second. Calls under way are finished. You can start it again at any time.</p>
    </ConfirmDialog>
  );
}
