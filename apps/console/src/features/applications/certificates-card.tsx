"use client";

import type { ApplicationResource, CertificateResource } from "@sluice/definition/consumers";
import { useMutation } from "@tanstack/react-query";
import { FileUp, Trash2 } from "lucide-react";
import { useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { Badge } from "../../components/ui/badge.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { formatDateTime } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { AddCertificateDialog } from "./add-certificate-dialog.tsx";
import { deleteCertificate } from "./applications-calls.ts";
import { certificateEnd } from "./certificate-end.ts";
import { may, useApplicationChanged } from "./use-application.ts";

/** The client certificates that plans with mTLS know an application by. */
export function CertificatesCard({ application }: { readonly application: ApplicationResource }) {
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<CertificateResource | null>(null);
  const mayWrite = may(application, "applications:write");
  return (
    <Card
      title="Client certificates"
      note="for plans with mTLS"
      flush
      actions={
        mayWrite ? (
          <Button size="sm" icon={<FileUp aria-hidden />} onClick={() => setAdding(true)}>
            Add certificate
          </Button>
        ) : null
      }
    >
      {application.certificates.length === 0 ? (
        <p className="px-4 py-3 text-muted">None. Plans with keys or tokens need none.</p>
      ) : (
        <ul>
          {application.certificates.map((certificate) => (
            <CertificateRow key={certificate.id} certificate={certificate} onDelete={mayWrite ? () => setLeaving(certificate) : null} />
          ))}
        </ul>
      )}
      {adding ? <AddCertificateDialog applicationId={application.id} onClose={() => setAdding(false)} /> : null}
      {leaving ? <DeleteDialog applicationId={application.id} certificate={leaving} onClose={() => setLeaving(null)} /> : null}
    </Card>
  );
}

interface CertificateRowProps {
  readonly certificate: CertificateResource;
  readonly onDelete: (() => void) | null;
}

function CertificateRow({ certificate, onDelete }: CertificateRowProps) {
  const now = useNow();
  const end = now === null ? null : certificateEnd(certificate.notAfter, now);
  return (
    <li className="flex items-start gap-3 border-line px-4 py-2.5 not-first:border-t">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <code className="wrap-anywhere">{certificate.subject}</code>
        <span className="text-xs wrap-anywhere text-muted">SHA-256 {certificate.fingerprint}</span>
        <span className="flex flex-wrap items-center gap-2 text-xs text-muted" suppressHydrationWarning>
          until {formatDateTime(certificate.notAfter)}
          {end ? <Badge tone={end.tone}>{end.words}</Badge> : null}
        </span>
      </div>
      {onDelete ? <IconButton size="sm" label={`Delete ${certificate.subject}`} icon={<Trash2 aria-hidden />} onClick={onDelete} /> : null}
    </li>
  );
}

interface DeleteDialogProps {
  readonly applicationId: string;
  readonly certificate: CertificateResource;
  readonly onClose: () => void;
}

function DeleteDialog({ applicationId, certificate, onClose }: DeleteDialogProps) {
  const changed = useApplicationChanged();
  const remove = useMutation({
    mutationFn: () => deleteCertificate(applicationId, certificate.id),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      trouble={remove.error ? <RefusalNote title="It was not deleted" error={remove.error} /> : null}
      open
      onOpenChange={onClose}
      title={`Delete ${certificate.subject}?`}
      confirmLabel="Delete certificate"
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>Callers that present it are refused within a second. Add its successor first.</p>
    </ConfirmDialog>
  );
}
