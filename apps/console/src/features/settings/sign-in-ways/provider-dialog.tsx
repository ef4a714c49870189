"use client";

import type { OidcProviderResource } from "@sluice/definition/oidc";
import { isMask } from "@sluice/definition/secrets";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { DialogButtons } from "../../../components/ui/dialog-buttons.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { SecretInput } from "../../../components/ui/secret-input.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { createOidcProvider, updateOidcProvider } from "../../../lib/oidc-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";
import { IssuerField } from "./issuer-field.tsx";
import { draftOf, EMPTY_DRAFT, inputOf, type ProviderDraft } from "./provider-draft.ts";
import { RoleRules } from "./role-rules.tsx";

export interface ProviderDialogProps {
  /** Null: a new one. */
  readonly provider: OidcProviderResource | null;
  readonly onClose: () => void;
}

const SHOWN = ["name", "issuer", "clientId", "clientSecret", "scopes", "roleClaim"];

export function ProviderDialog({ provider, onClose }: ProviderDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<ProviderDraft>(provider ? draftOf(provider) : EMPTY_DRAFT);
  const first = useRef<HTMLInputElement>(null);
  const change = (part: Partial<ProviderDraft>) => setDraft((former) => ({ ...former, ...part }));
  const save = useMutation({
    mutationFn: () =>
      provider ? updateOidcProvider(provider.id, inputOf(draft)) : createOidcProvider({ ...inputOf(draft), issuer: draft.issuer }),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: queryKeys.oidcProviders });
      if (!provider) return;
      toast.success(`${name} is saved.`);
      onClose();
    },
  });
  const of = (field: string) => fieldProblem(save.error, field);
  if (save.data && !provider) return <Callback provider={save.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={provider ? `Change ${provider.name}` : "Add a provider"}
      initialFocus={first}
      onSubmit={() => save.mutate()}
      footer={<DialogButtons submit={provider ? "Save" : "Add the provider"} busy={save.isPending} onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <FormProblem error={save.error} shown={SHOWN} />
        <Field label="Name" hint="On the button: Sign in with …" error={of("name") ?? of("id")}>
          <TextInput ref={first} autoComplete="off" value={draft.name} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        <IssuerField issuer={draft.issuer} fixed={provider !== null} error={of("issuer")} onChange={(issuer) => change({ issuer })} />
        {provider ? <CallbackField provider={provider} /> : null}
        <Field label="Client id" error={of("clientId")}>
          <TextInput mono autoComplete="off" value={draft.clientId} onChange={(event) => change({ clientId: event.target.value })} />
        </Field>
        <Field label="Client secret" aside="stored encrypted" error={of("clientSecret")}>
          <SecretInput
            value={draft.clientSecret}
            masked={provider !== null && isMask(draft.clientSecret)}
            onValueChange={(clientSecret) => change({ clientSecret })}
          />
        </Field>
        <Field label="Scopes" error={of("scopes")}>
          <TextInput mono autoComplete="off" value={draft.scopes} onChange={(event) => change({ scopes: event.target.value })} />
        </Field>
        <RoleRules draft={draft} onChange={change} error={of("roleClaim")} />
        <Switch label="Offered on the sign-in page" checked={draft.enabled} onCheckedChange={(enabled) => change({ enabled })} />
      </div>
    </Dialog>
  );
}

function callbackOf({ callbackPath }: OidcProviderResource): string {
  return `${window.location.origin}${callbackPath}`;
}

/** What the issuer has to be told, at the one moment in which it is surely needed. */
function Callback({ provider, onClose }: { readonly provider: OidcProviderResource; readonly onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${provider.name} is added`}
      onSubmit={onClose}
      footer={
        <Button type="submit" variant="primary">
          Done
        </Button>
      }
    >
      <CallbackField provider={provider} />
    </Dialog>
  );
}

function CallbackField({ provider }: { readonly provider: OidcProviderResource }) {
  const url = callbackOf(provider);
  return (
    <Field label="Redirect URI" hint="Enter it at the issuer, exactly as it stands here.">
      <TextInput mono readOnly value={url} trail={<CopyButton text={url} what="the redirect URI" iconOnly />} />
    </Field>
  );
}
