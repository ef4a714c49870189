"use client";

import type { ApplicationRole } from "@sluice/definition/access";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Combobox } from "../../components/ui/combobox.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { queryKeys } from "../../lib/query-keys.ts";
import { addMember, findPeople } from "./applications-calls.ts";
import { MEMBER_ROLES } from "./member-roles.ts";
import { useApplicationChanged } from "./use-application.ts";

export interface AddMemberProps {
  readonly applicationId: string;
  readonly members: readonly { readonly userId: string }[];
}

/** Picks a person by a part of their name or address. */
export function AddMember({ applicationId, members }: AddMemberProps) {
  const [text, setText] = useState("");
  const [role, setRole] = useState<ApplicationRole>("USER");
  const changed = useApplicationChanged();
  const { data: found } = useQuery({
    queryKey: queryKeys.peopleFound(text),
    queryFn: ({ signal }) => findPeople(text, { signal }),
    placeholderData: (before) => before,
  });
  const people = (found ?? []).filter(({ id }) => !members.some(({ userId }) => userId === id));
  const add = useMutation({
    mutationFn: async () => {
      const wanted = text.trim().toLowerCase();
      const person = (await findPeople(wanted)).find(({ email }) => email.toLowerCase() === wanted);
      if (!person) throw new Error("Pick somebody of the list: nobody has this e-mail address.");
      return addMember(applicationId, { userId: person.id, role });
    },
    onSuccess: async () => {
      setText("");
      await changed();
    },
  });
  return (
    <form
      noValidate
      aria-label="Add a member"
      className="grid items-start gap-3 rounded-md border border-line bg-raised p-4 wide:grid-cols-[minmax(0,1fr)_112px_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") add.mutate();
      }}
    >
      <Field label="Person" error={add.error?.message}>
        <Combobox
          value={text}
          placeholder="Name or e-mail address"
          onValueChange={(next) => {
            add.reset();
            setText(next);
          }}
          options={people.map(({ name, email }) => ({ value: email, hint: name }))}
        />
      </Field>
      <Field label="Role">
        <Select value={role} onValueChange={setRole} options={MEMBER_ROLES} />
      </Field>
      <Button type="submit" className="wide:mt-6.5" busy={add.isPending}>
        Add member
      </Button>
    </form>
  );
}
