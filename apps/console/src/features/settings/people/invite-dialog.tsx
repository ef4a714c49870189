"use client";

import type { Role } from "@sluice/definition/access";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { DialogButtons } from "../../../components/ui/dialog-buttons.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { RadioCards } from "../../../components/ui/radio-cards.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { createInvitation } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";
import { ROLE_OPTIONS } from "../role-words.ts";
import { LinkNote } from "./link-note.tsx";

const CARDS = ROLE_OPTIONS.map(({ value, label, description }) => ({ value, title: label, description }));

/** Asks for whom and as what; then shows the link, once. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("consumer");
  const first = useRef<HTMLInputElement>(null);
  const invite = useMutation({
    mutationFn: () => createInvitation({ email, name, role }),
    onError: () => first.current?.focus(),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.invitations }),
  });
  const made = invite.data;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      stays={invite.isPending || invite.isSuccess}
      title={made ? `${made.email} is invited` : "Invite somebody"}
      initialFocus={first}
      onSubmit={made ? onClose : () => invite.mutate()}
      footer={
        made ? (
          <Button type="submit" variant="primary">
            Done
          </Button>
        ) : (
          <DialogButtons submit="Make the link" busy={invite.isPending} onCancel={onClose} />
        )
      }
    >
      {made?.link ? (
        <LinkNote title="The link is made" link={made.link} expiresAt={made.expiresAt} />
      ) : (
        <div className="grid gap-4">
          <FormProblem error={invite.error} shown={["email", "name"]} />
          <Field label="Email" error={fieldProblem(invite.error, "email")}>
            <TextInput ref={first} type="email" autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />
          </Field>
          <Field label="Name" aside="optional" error={fieldProblem(invite.error, "name")}>
            <TextInput autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <RadioCards legend="Role" showLegend value={role} onValueChange={setRole} options={CARDS} columns={2} />
        </div>
      )}
    </Dialog>
  );
}
