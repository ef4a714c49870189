"use client";

import type { OidcProviderResource } from "@sluice/definition/oidc";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu } from "../../../components/ui/menu.tsx";
import { StateDot } from "../../../components/ui/state-dot.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { deleteOidcProvider, listOidcProviders } from "../../../lib/oidc-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { roleLabel } from "../role-words.ts";
import { ProviderDialog } from "./provider-dialog.tsx";

/** By which issuers people sign in, beside the password. */
export function SignInWaysPage() {
  const providers = useQuery({ queryKey: queryKeys.oidcProviders, queryFn: listOidcProviders });
  const [editing, setEditing] = useState<OidcProviderResource | "new" | null>(null);
  const [deleting, setDeleting] = useState<OidcProviderResource | null>(null);
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setEditing("new")}>
      Add a provider
    </Button>
  );
  return (
    <>
      <Card title="OpenID Connect" note="sign-in by your own directory" flush actions={providers.data?.length ? add : null}>
        {providers.error && !providers.data ? (
          <ErrorState
            title="The providers could not be loaded"
            message={providers.error.message}
            onRetry={() => void providers.refetch()}
            busy={providers.isFetching}
          />
        ) : !providers.data ? (
          <LoadingRows label="Loading the providers" />
        ) : providers.data.length === 0 ? (
          <EmptyState title="People sign in with a password" icon={<KeyRound aria-hidden />} action={add}>
            Let them come in by any OpenID Connect issuer: Keycloak, Entra ID, Okta, Google, your own.
          </EmptyState>
        ) : (
          <ProviderTable providers={providers.data} onEdit={setEditing} onDelete={setDeleting} />
        )}
      </Card>
      {editing ? <ProviderDialog provider={editing === "new" ? null : editing} onClose={() => setEditing(null)} /> : null}
      {deleting ? <DeleteProvider provider={deleting} onClose={() => setDeleting(null)} /> : null}
    </>
  );
}

interface ProviderTableProps {
  readonly providers: readonly OidcProviderResource[];
  readonly onEdit: (provider: OidcProviderResource) => void;
  readonly onDelete: (provider: OidcProviderResource) => void;
}

function ProviderTable({ providers, onEdit, onDelete }: ProviderTableProps) {
  return (
    <Table label="Providers">
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Issuer</HeadCell>
          <HeadCell>Newcomers</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>
            <span className="sr-only">Actions</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {providers.map((provider) => (
          <Row key={provider.id}>
            <Cell className="font-medium">{provider.name}</Cell>
            <Cell>
              <code className="text-muted">{provider.issuer}</code>
            </Cell>
            <Cell className="text-muted">
              {provider.defaultRole ? `come in as ${roleLabel(provider.defaultRole).toLowerCase()}` : "by invitation"}
            </Cell>
            <Cell>
              <StateDot shape={provider.enabled ? "on" : "off"}>{provider.enabled ? "On" : "Off"}</StateDot>
            </Cell>
            <Cell className="text-right">
              <Menu
                trigger={<IconButton plain size="sm" label={`More for ${provider.name}`} icon={<Ellipsis aria-hidden />} />}
                groups={[
                  [{ label: "Change", icon: <Pencil aria-hidden />, onSelect: () => onEdit(provider) }],
                  [{ label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => onDelete(provider) }],
                ]}
              />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function DeleteProvider({ provider, onClose }: { readonly provider: OidcProviderResource; readonly onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteOidcProvider(provider.id),
    onSuccess: () => {
      toast.success(`${provider.name} is deleted.`);
      onClose();
      return client.invalidateQueries({ queryKey: queryKeys.oidcProviders });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${provider.name}?`}
      confirmLabel="Delete provider"
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>Nobody signs in by it any more. People stay: whoever has no password needs a password link.</p>
      {remove.error ? <p className="mt-2 text-danger">{remove.error.message}</p> : null}
    </ConfirmDialog>
  );
}
