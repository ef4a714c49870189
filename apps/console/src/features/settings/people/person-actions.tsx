"use client";

import type { Person } from "@sluice/definition/people";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { paths } from "../../../lib/paths.ts";
import { deletePerson, makePasswordLink, updatePerson } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { LinkNote } from "./link-note.tsx";

/** What lets a person back in, or out. */
export function PersonActions({ person }: { readonly person: Person }) {
  const client = useQueryClient();
  const router = useRouter();
  const [asking, setAsking] = useState<"disable" | "delete" | null>(null);
  const done = () => {
    setAsking(null);
    return client.invalidateQueries({ queryKey: queryKeys.allPeople });
  };
  const link = useMutation({ mutationFn: () => makePasswordLink(person.id) });
  const disable = useMutation({
    mutationFn: (disabled: boolean) => updatePerson(person.id, { disabled }),
    onSuccess: ({ disabledAt }) => {
      toast.success(disabledAt ? `${person.name} is shut out.` : `${person.name} may come in again.`);
      // Whoever is shut out has no use for a link, and no living token.
      if (disabledAt) link.reset();
      return Promise.all([done(), client.invalidateQueries({ queryKey: queryKeys.tokens(person.id) })]);
    },
  });
  const remove = useMutation({
    mutationFn: () => deletePerson(person.id),
    onSuccess: () => {
      toast.success(`${person.name} is deleted.`);
      router.push(paths.people);
      return done();
    },
  });
  const enable = () => disable.mutate(false);
  return (
    <Card title="Access">
      <div className="grid gap-4">
        <Action words="A link by which they choose a new password. The old one works until then.">
          <Button busy={link.isPending} disabled={Boolean(person.disabledAt)} onClick={() => link.mutate()}>
            Make a password link
          </Button>
        </Action>
        {link.data ? <LinkNote title="The link is made" {...link.data} /> : null}
        {link.error ? <Problem error={link.error} /> : null}
        <Action
          words={
            person.disabledAt
              ? "They sign in again as before; their tokens stay revoked."
              : "Ends their sessions and revokes their tokens at once."
          }
        >
          {person.disabledAt ? (
            <Button busy={disable.isPending} onClick={enable}>
              Let in again
            </Button>
          ) : (
            <Button onClick={() => setAsking("disable")}>Disable</Button>
          )}
        </Action>
        <Action words="What they made stays, and so does what the audit says of them.">
          <Button variant="danger" onClick={() => setAsking("delete")}>
            Delete
          </Button>
        </Action>
      </div>
      <ConfirmDialog
        open={asking === "disable"}
        onOpenChange={() => setAsking(null)}
        title={`Disable ${person.name}?`}
        confirmLabel="Disable"
        danger
        busy={disable.isPending}
        onConfirm={() => disable.mutate(true)}
      >
        <p>Their sessions end and their API tokens are revoked at once. You can let them in again; the tokens stay revoked.</p>
        {disable.error ? <Problem error={disable.error} /> : null}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={() => setAsking(null)}
        title={`Delete ${person.name}?`}
        confirmLabel="Delete person"
        danger
        busy={remove.isPending}
        typed={person.email}
        onConfirm={() => remove.mutate()}
      >
        <p>Their sessions, tokens, drafts and memberships go with them. This cannot be undone.</p>
        {remove.error ? <Problem error={remove.error} /> : null}
      </ConfirmDialog>
    </Card>
  );
}

function Action({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-muted">{words}</p>
      {children}
    </div>
  );
}

function Problem({ error }: { readonly error: Error }) {
  return (
    <Note tone="danger" role="alert" className="mt-3">
      <p>{error.message}</p>
    </Note>
  );
}
