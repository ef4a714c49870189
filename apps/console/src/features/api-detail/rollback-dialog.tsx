"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { rollbackApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";

export interface RollbackDialogProps {
  readonly api: ApiResource;
  readonly revision: number;
  readonly onClose: () => void;
}

export function RollbackDialog({ api, revision, onClose }: RollbackDialogProps) {
  const client = useQueryClient();
  const rollback = useMutation({
    mutationFn: () => rollbackApi(api.id, revision),
    onSuccess: () => {
      toast.success(`Revision ${revision} is saved again.`, { description: "Deploy API to put it in force." });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.api(api.id) }),
  });
  return (
    <ConfirmDialog
      trouble={rollback.error ? <RefusalNote title="Nothing was rolled back" error={rollback.error} /> : null}
      open
      onOpenChange={onClose}
      title={`Roll back to revision ${revision}?`}
      confirmLabel="Roll back"
      busy={rollback.isPending}
      onConfirm={() => rollback.mutate()}
    >
      <p>
        The definition of revision {revision} takes the place of what is saved now. Plans stay as they are. Gateways change nothing until
        you deploy.
      </p>
    </ConfirmDialog>
  );
}
