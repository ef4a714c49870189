"use client";

import type { SavedViewResource, ViewPage } from "@sluice/definition/saved-views";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { ApiError } from "../../lib/api-client.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { createSavedView } from "../../lib/saved-views-api.ts";
import { Dialog } from "../ui/dialog.tsx";
import { DialogButtons } from "../ui/dialog-buttons.tsx";
import { Field } from "../ui/field.tsx";
import { Note } from "../ui/note.tsx";
import { Switch } from "../ui/switch.tsx";
import { TextInput } from "../ui/text-input.tsx";

export interface SaveViewDialogProps {
  readonly page: ViewPage;
  readonly filters: SavedViewResource["filters"];
  readonly onClose: () => void;
}

export function SaveViewDialog({ page, filters, onClose }: SaveViewDialogProps) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => createSavedView({ name, page, shared, filters }),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: queryKeys.savedViews });
      toast.success(`Saved as ${view.name}`);
      onClose();
    },
  });
  const problem = save.error instanceof ApiError ? save.error.fields["name"] : undefined;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Save this view"
      description="The filters and the time as they are now. A time that ends now moves with the clock."
      size="sm"
      initialFocus={input}
      onSubmit={() => save.mutate()}
      footer={<DialogButtons submit="Save view" busy={save.isPending} onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <Field label="Name" error={problem}>
          <TextInput ref={input} value={name} onChange={(event) => setName(event.target.value)} maxLength={60} />
        </Field>
        <Switch
          label="Shared"
          hint="Everybody finds it in their menu. What it shows is still only what each may see."
          checked={shared}
          onCheckedChange={setShared}
        />
        {save.error && !problem ? (
          <Note tone="danger" title="The view was not saved">
            {save.error.message}
          </Note>
        ) : null}
      </div>
    </Dialog>
  );
}
