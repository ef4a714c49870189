"use client";

import type { Me } from "@sluice/definition/people";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { updatePerson } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { fieldProblem } from "../form-problems.ts";
import { roleLabel } from "../role-words.ts";

/** The name is one's own to choose; address and role are given by administrators. */
export function ProfileCard({ me }: { readonly me: Me }) {
  const client = useQueryClient();
  const [name, setName] = useState(me.name);
  const save = useMutation({
    mutationFn: () => updatePerson(me.id, { name }),
    onSuccess: () => {
      toast.success("Your name is saved.");
      return Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.me }),
        client.invalidateQueries({ queryKey: queryKeys.allPeople }),
      ]);
    },
  });
  return (
    <Card title="Your account">
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-4 gap-y-2">
          <dt className="text-muted">Email</dt>
          <dd className="wrap-anywhere">{me.email}</dd>
          <dt className="text-muted">Role</dt>
          <dd>{roleLabel(me.role)}</dd>
        </dl>
        <Field label="Name" hint="Shown in the history of what you change." error={fieldProblem(save.error, "name") ?? save.error?.message}>
          <TextInput autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" className="justify-self-start" busy={save.isPending} disabled={name.trim() === me.name}>
          Save the name
        </Button>
      </form>
    </Card>
  );
}
