"use client";

import type { Encryption } from "@sluice/definition/settings";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { readEncryption, rotateDataKey } from "../../../lib/encryption-api.ts";
import { plural } from "../../../lib/format.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { KeyTable } from "./key-table.tsx";

/** The keys that secrets are sealed with, and how to replace them. */
export function EncryptionPage() {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.encryption,
    queryFn: ({ signal }) => readEncryption({ signal }),
  });
  const [asked, setAsked] = useState(false);
  const rotation = useRotation(() => setAsked(false));
  if (error && !data)
    return <ErrorState title="The keys could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />;
  const left = data ? leftBehind(data) : 0;
  return (
    <>
      <Card
        flush
        title="Data keys"
        note="Every stored secret is sealed with one of them"
        actions={
          <Button icon={<KeyRound aria-hidden />} onClick={() => setAsked(true)} disabled={!data}>
            Replace the data key
          </Button>
        }
      >
        {data ? <KeyTable keys={data.dataKeys} /> : <Skeleton className="m-4 h-24" />}
      </Card>
      {left > 0 ? (
        <Note
          tone="warn"
          title={`${plural(left, "secret")} under a former key`}
          action={
            <Button onClick={() => rotation.mutate({ resume: true })} busy={rotation.isPending}>
              Go on
            </Button>
          }
        >
          They work as before. The replacement was cut off, or they do not open any more: those have to be entered again.
        </Note>
      ) : null}
      <MasterKey />
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title="Replace the data key?"
        confirmLabel="Replace"
        busy={rotation.isPending}
        onConfirm={() => rotation.mutate({ resume: false })}
      >
        A new key is made, and every stored secret is sealed with it: saved APIs, their former versions and deployments, plans, drafts and
        sign-in providers. Nothing is redeployed, and calls go on meanwhile.
      </ConfirmDialog>
    </>
  );
}

function useRotation(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: rotateDataKey,
    onSuccess: ({ dataKeys, resealed, unreadable }) => {
      client.setQueryData(queryKeys.encryption, { dataKeys });
      if (unreadable > 0) toast.warning(`${plural(unreadable, "secret")} did not open and must be entered again.`);
      else toast.success(`${plural(resealed, "secret")} sealed with the key in force.`);
    },
    onError: (error) => toast.error(error.message),
    onSettled: onDone,
  });
}

function leftBehind({ dataKeys }: Encryption): number {
  return dataKeys.filter(({ retiredAt }) => retiredAt !== null).reduce((total, { secrets }) => total + secrets, 0);
}

function MasterKey() {
  return (
    <Card title="Encryption key">
      <p className="max-w-160">
        Data keys are kept wrapped by the key in <code>SLUICE_ENCRYPTION_KEY</code>, which is never in the database. To replace it, start
        console and gateways with the new key there and the former one in <code>SLUICE_ENCRYPTION_KEY_PREVIOUS</code>: the data keys are
        wrapped anew at the first start, in any order. Remove the former one after it. Everybody has to sign in again.
      </p>
    </Card>
  );
}
