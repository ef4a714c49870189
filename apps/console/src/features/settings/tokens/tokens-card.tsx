"use client";

import type { ApiTokenResource } from "@sluice/definition/api-tokens";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { listTokens, revokeToken } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { NewTokenDialog } from "./new-token-dialog.tsx";
import { TokenTable } from "./token-table.tsx";

/** Tokens for the management API: one's own, or those of a person whom one manages. */
export function TokensCard({ personId = null }: { readonly personId?: string | null }) {
  const client = useQueryClient();
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<ApiTokenResource | null>(null);
  const key = queryKeys.tokens(personId);
  const { data: tokens, error } = useQuery({ queryKey: key, queryFn: ({ signal }) => listTokens(personId, { signal }) });
  const revoke = useMutation({
    mutationFn: ({ id }: ApiTokenResource) => revokeToken(id),
    onSuccess: ({ name }) => {
      toast.success(`${name} is revoked.`);
      setAsked(null);
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  const own = personId === null;
  return (
    <Card
      title="API tokens"
      note={own ? "for the management API" : null}
      flush
      actions={
        own ? (
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
            New token
          </Button>
        ) : null
      }
    >
      {error ? <EmptyState title="The tokens could not be loaded">{error.message}</EmptyState> : null}
      {!tokens && !error ? <LoadingRows label="Loading the tokens" /> : null}
      {tokens?.length === 0 ? (
        <EmptyState title="No tokens">
          {own ? "A token lets a script or a pipeline do what you may." : "This person has made none."}
        </EmptyState>
      ) : null}
      {tokens && tokens.length > 0 ? <TokenTable tokens={tokens} onRevoke={setAsked} /> : null}
      {making ? <NewTokenDialog onClose={() => setMaking(false)} /> : null}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={`Revoke ${asked?.name ?? "the token"}?`}
        confirmLabel="Revoke"
        danger
        busy={revoke.isPending}
        onConfirm={() => asked && revoke.mutate(asked)}
      >
        <p>Whatever uses it is refused from the next call on. This cannot be undone.</p>
        {revoke.error ? <p className="mt-2 text-danger">{revoke.error.message}</p> : null}
      </ConfirmDialog>
    </Card>
  );
}
