"use client";

import type { MailSettingsInput, MailSettingsResource } from "@sluice/definition/mail";
import { isMask } from "@sluice/definition/secrets";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { SecretInput } from "../../../components/ui/secret-input.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { readMailSettings, saveMailSettings, testMail } from "../../../lib/cost-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { useMe } from "../../../lib/use-me.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";
import { LoadingRows } from "../loading-rows.tsx";

const SOURCES = { settings: "set here", environment: "from the environment", none: "not set" } as const;

/** By which server alerts leave. */
export function MailCard() {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.mailSettings,
    queryFn: ({ signal }) => readMailSettings({ signal }),
  });
  return (
    <Card title="Mail server" note={data ? <Badge tone={data.source === "none" ? "warn" : "neutral"}>{SOURCES[data.source]}</Badge> : null}>
      {data ? (
        <MailForm key={JSON.stringify(data)} stored={data} />
      ) : error ? (
        <ErrorState title="The mail server could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
      ) : (
        <LoadingRows label="Loading the mail server" />
      )}
    </Card>
  );
}

type Draft = Omit<MailSettingsInput, "port"> & { readonly port: string; readonly username: string; readonly password: string };

function MailForm({ stored }: { readonly stored: MailSettingsResource }) {
  const client = useQueryClient();
  const { source, ...fields } = stored;
  // A password of the environment's is not ours to keep.
  const password = source === "settings" ? fields.password : "";
  const [draft, setDraft] = useState<Draft>({ ...fields, password, port: String(fields.port) });
  const change = (part: Partial<Draft>) => setDraft((former) => ({ ...former, ...part }));
  const save = useMutation({
    mutationFn: () => saveMailSettings({ ...draft, port: Number(draft.port) }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.mailSettings, saved);
      toast.success("The mail server is saved.");
    },
  });
  const of = (field: string) => fieldProblem(save.error, field);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="grid max-w-160 gap-4" onSubmit={submit} noValidate>
      <FormProblem error={save.error} shown={["host", "port", "username", "password", "sender"]} />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_96px]">
        <Field label="Server" error={of("host")}>
          <TextInput mono placeholder="smtp.example.org" value={draft.host} onChange={(event) => change({ host: event.target.value })} />
        </Field>
        <Field label="Port" error={of("port")}>
          <TextInput inputMode="numeric" value={draft.port} onChange={(event) => change({ port: event.target.value })} />
        </Field>
      </div>
      <div className="grid gap-4 wide:grid-cols-2">
        <Field label="User" aside="optional" error={of("username")}>
          <TextInput autoComplete="off" value={draft.username} onChange={(event) => change({ username: event.target.value })} />
        </Field>
        <Field label="Password" aside="stored encrypted" error={of("password")}>
          <SecretInput value={draft.password} masked={isMask(draft.password)} onValueChange={(next) => change({ password: next })} />
        </Field>
      </div>
      <Field label="Sender" error={of("sender")}>
        <TextInput
          placeholder="Sluice <sluice@example.org>"
          value={draft.sender}
          onChange={(event) => change({ sender: event.target.value })}
        />
      </Field>
      <Switch label="TLS from the first byte (port 465)" checked={draft.secure ?? false} onCheckedChange={(secure) => change({ secure })} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save the mail server
        </Button>
        {source === "none" ? null : <TestButton />}
      </div>
    </form>
  );
}

/** Sends a mail to oneself, by what is saved. */
function TestButton() {
  const email = useMe().data?.email ?? "";
  const test = useMutation({
    mutationFn: () => testMail(email),
    onSuccess: ({ ok, error }) => (ok ? toast.success(`A mail is on its way to ${email}.`) : toast.error(error ?? "It did not go out.")),
    onError: (error) => toast.error(error.message),
  });
  return (
    <Button busy={test.isPending} disabled={email === ""} onClick={() => test.mutate()}>
      Send me a mail
    </Button>
  );
}
