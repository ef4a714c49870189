"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { DialogButtons } from "../../components/ui/dialog-buttons.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Textarea } from "../../components/ui/textarea.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { addCertificate } from "./applications-calls.ts";
import { FileInput } from "./file-input.tsx";
import { useApplicationChanged } from "./use-application.ts";

export interface AddCertificateDialogProps {
  readonly applicationId: string;
  readonly onClose: () => void;
}

/** Pasted or read from a file. The private key stays where it is: what holds one is refused before it is sent. */
export function AddCertificateDialog({ applicationId, onClose }: AddCertificateDialogProps) {
  const [text, setText] = useState("");
  const changed = useApplicationChanged();
  const add = useMutation({
    mutationFn: () => addCertificate(applicationId, text),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const refused = add.error instanceof ApiError ? add.error.fields["certificate"] : undefined;
  const problem = /PRIVATE KEY/.test(text) ? "This holds a private key. Keep it to yourself, and paste the certificate alone." : refused;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add a client certificate"
      description="Several may be valid at a time, so that one can be replaced without a gap."
      onSubmit={() => problem === undefined && text.trim() !== "" && !add.isPending && add.mutate()}
      footer={<DialogButtons submit="Add certificate" busy={add.isPending} disabled={text.trim() === ""} onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <Field label="Certificate in PEM" error={problem}>
          <Textarea
            mono
            rows={8}
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
            value={text}
            onChange={(event) => {
              add.reset();
              setText(event.target.value);
            }}
          />
        </Field>
        <Field label="Or a file">
          <FileInput onText={setText} />
        </Field>
        {add.error && !refused ? <RefusalNote title="It was not added" error={add.error} /> : null}
      </div>
    </Dialog>
  );
}
