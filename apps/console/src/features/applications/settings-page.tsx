"use client";

import type { ApplicationResource } from "@sluice/definition/consumers";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { formatDateTime } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";
import { ApplicationFields, applicationBody, applicationProblems } from "./application-fields.tsx";
import { deleteApplication, updateApplication } from "./applications-calls.ts";
import { CertificatesCard } from "./certificates-card.tsx";
import { may, useApplication, useApplicationChanged } from "./use-application.ts";

/** What an application is called and known by, and its end. */
export function SettingsPage({ id }: { readonly id: string }) {
  const { data: application } = useApplication(id);
  if (!application) return null;
  return (
    <div className="grid max-w-160 gap-4">
      {may(application, "applications:write") ? <Details application={application} /> : <DetailsToRead application={application} />}
      <CertificatesCard application={application} />
      {may(application, "applications:own") ? <DangerZone application={application} /> : null}
    </div>
  );
}

function Details({ application }: { readonly application: ApplicationResource }) {
  const { name, description, clientId } = application;
  const stored = { name, description, clientId: clientId ?? "" };
  const [draft, setDraft] = useState(stored);
  const changed = useApplicationChanged();
  const save = useMutation({
    mutationFn: () => updateApplication(application.id, applicationBody(draft)),
    onSuccess: async () => {
      await changed();
      toast.success("Saved.");
    },
  });
  const refused = save.error instanceof ApiError ? save.error.fields : {};
  const own = applicationProblems(draft);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(stored);
  return (
    <Card title="Details">
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (Object.keys(own).length === 0) save.mutate();
        }}
      >
        <ApplicationFields draft={draft} onChange={setDraft} problems={{ ...refused, ...own }} />
        {save.error && Object.keys(refused).length === 0 ? <RefusalNote title="Nothing was saved" error={save.error} /> : null}
        <div className="flex gap-2">
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!isDirty}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

function DetailsToRead({ application }: { readonly application: ApplicationResource }) {
  return (
    <Card title="Details">
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-y-1.5 [&_dd]:wrap-anywhere [&_dt]:text-muted">
        <dt>Client id</dt>
        <dd>{application.clientId ? <code>{application.clientId}</code> : "none"}</dd>
        <dt>Owner</dt>
        <dd>{application.owners.join(", ") || "nobody"}</dd>
        <dt>Created</dt>
        <dd>
          <time dateTime={application.createdAt} suppressHydrationWarning>
            {formatDateTime(application.createdAt)}
          </time>{" "}
          by {application.createdBy}
        </dd>
      </dl>
    </Card>
  );
}

function DangerZone({ application }: { readonly application: ApplicationResource }) {
  const router = useRouter();
  const [asked, setAsked] = useState(false);
  const changed = useApplicationChanged();
  const remove = useMutation({
    mutationFn: () => deleteApplication(application.id),
    onSuccess: () => {
      toast.success(`${application.name} is deleted.`);
      router.push(paths.applications);
      void changed();
    },
  });
  const { accepted, pending, paused } = application.subscriptions;
  const open = accepted + pending + paused;
  return (
    <Card title="Danger zone" flush>
      <div className="flex items-center gap-3 px-4 py-3">
        <p className="min-w-0 flex-1 text-muted">
          {open > 0
            ? "Close its subscriptions first: its callers are cut off by that, not by this."
            : "With its members, for good. What it used stays in the books."}
        </p>
        <Button size="sm" className="text-danger!" disabled={open > 0} onClick={() => setAsked(true)}>
          Delete application
        </Button>
      </div>
      <ConfirmDialog
        trouble={remove.error ? <RefusalNote title="The application was not deleted" error={remove.error} /> : null}
        open={asked}
        onOpenChange={setAsked}
        title={`Delete ${application.name}?`}
        confirmLabel="Delete application"
        danger
        busy={remove.isPending}
        typed={application.name}
        onConfirm={() => remove.mutate()}
      >
        <p>Its name, client id, certificates and members go. This cannot be undone.</p>
      </ConfirmDialog>
    </Card>
  );
}
