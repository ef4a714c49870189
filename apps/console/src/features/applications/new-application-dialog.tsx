"use client";

import type { ApplicationResource } from "@sluice/definition/consumers";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { DialogButtons } from "../../components/ui/dialog-buttons.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { ApplicationFields, applicationBody, applicationProblems, NO_APPLICATION } from "./application-fields.tsx";
import { createApplication } from "./applications-calls.ts";

export interface NewApplicationDialogProps {
  readonly onClose: () => void;
  readonly onCreated: (application: ApplicationResource) => void;
}

export function NewApplicationDialog({ onClose, onCreated }: NewApplicationDialogProps) {
  const client = useQueryClient();
  const name = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(NO_APPLICATION);
  const [asked, setAsked] = useState(false);
  const create = useMutation({
    mutationFn: () => createApplication(applicationBody(draft)),
    onSuccess: (application) => {
      client.setQueryData(queryKeys.application(application.id), application);
      void client.invalidateQueries({ queryKey: queryKeys.applicationList });
      onCreated(application);
    },
  });
  const refused = create.error instanceof ApiError ? create.error.fields : {};
  const problems = asked ? { ...refused, ...applicationProblems(draft) } : {};
  function submit() {
    setAsked(true);
    if (Object.keys(applicationProblems(draft)).length === 0) create.mutate();
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New application"
      description="A program that calls. You own it, and may let others in."
      size="sm"
      initialFocus={name}
      onSubmit={submit}
      footer={<DialogButtons submit="Create application" busy={create.isPending} onCancel={onClose} />}
    >
      <ApplicationFields draft={draft} onChange={setDraft} problems={problems} nameRef={name} />
      {create.error && Object.keys(refused).length === 0 ? (
        <div className="mt-4">
          <RefusalNote title="The application was not created" error={create.error} />
        </div>
      ) : null}
    </Dialog>
  );
}
