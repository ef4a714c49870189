"use client";

import { type Me, SHORTEST_PASSWORD } from "@sluice/definition/people";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { changePassword, readPerson } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";

/** Changes the password of whoever has one. */
export function PasswordCard({ me }: { readonly me: Me }) {
  const { data: person } = useQuery({ queryKey: queryKeys.person(me.id), queryFn: ({ signal }) => readPerson(me.id, { signal }) });
  const ways = person?.signIn ?? [];
  if (person && !ways.some(({ kind }) => kind === "password"))
    return (
      <Card title="Password">
        <p className="text-muted">
          You sign in by {ways.map(({ provider }) => provider).join(", ") || "a link"}. There is no password to change here.
        </p>
      </Card>
    );
  return <PasswordForm me={me} />;
}

function PasswordForm({ me }: { readonly me: Me }) {
  const client = useQueryClient();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword({ currentPassword, newPassword }),
    onSuccess: () => {
      setCurrent("");
      setNew("");
      toast.success("Your password is changed. Your other sessions have ended.");
      return client.invalidateQueries({ queryKey: queryKeys.sessions(me.id) });
    },
  });
  return (
    <Card title="Password">
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <FormProblem error={change.error} shown={["currentPassword", "newPassword"]} />
        {/* For password managers, which keep a password by its account. */}
        <input type="hidden" name="username" autoComplete="username" value={me.email} />
        <Field label="Current password" error={fieldProblem(change.error, "currentPassword")}>
          <TextInput
            type="password"
            autoComplete="current-password"
            value={currentPassword}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field label="New password" hint={`At least ${SHORTEST_PASSWORD} characters.`} error={fieldProblem(change.error, "newPassword")}>
          <TextInput type="password" autoComplete="new-password" value={newPassword} onChange={(event) => setNew(event.target.value)} />
        </Field>
        <Button
          type="submit"
          className="justify-self-start"
          busy={change.isPending}
          disabled={currentPassword === "" || newPassword === ""}
        >
          Change the password
        </Button>
      </form>
    </Card>
  );
}
