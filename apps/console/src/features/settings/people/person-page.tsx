"use client";

import type { Role } from "@sluice/definition/access";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { toast } from "sonner";
import { Card } from "../../../components/ui/card.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { Select } from "../../../components/ui/select.tsx";
import { StateDot } from "../../../components/ui/state-dot.tsx";
import { formatDateTime } from "../../../lib/format.ts";
import { paths } from "../../../lib/paths.ts";
import { readPerson, updatePerson } from "../../../lib/people-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { useMe } from "../../../lib/use-me.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { ROLE_OPTIONS, roleLabel } from "../role-words.ts";
import { SessionsCard } from "../sessions/sessions-card.tsx";
import { TokensCard } from "../tokens/tokens-card.tsx";
import { waysOf } from "./people-table.tsx";
import { PersonActions } from "./person-actions.tsx";

/** One person, for those who manage people. */
export function PersonPage({ id }: { readonly id: string }) {
  const person = useQuery({ queryKey: queryKeys.person(id), queryFn: ({ signal }) => readPerson(id, { signal }) });
  const { data: me } = useMe();
  const back = (
    <Link href={paths.people} className="inline-flex w-fit items-center gap-1.5 text-muted hover:text-ink">
      <ArrowLeft aria-hidden />
      People
    </Link>
  );
  if (!person.data)
    return (
      <>
        {back}
        {person.error ? (
          <ErrorState
            title="The person could not be loaded"
            message={person.error.message}
            onRetry={() => void person.refetch()}
            busy={person.isFetching}
          />
        ) : (
          <LoadingRows label="Loading the person" />
        )}
      </>
    );
  const { data } = person;
  return (
    <>
      {back}
      <Card title={data.name} note={<StateDot shape={data.disabledAt ? "off" : "on"}>{data.disabledAt ? "Disabled" : "Active"}</StateDot>}>
        <div className="grid gap-4 wide:grid-cols-2">
          <dl className="grid grid-cols-[112px_minmax(0,1fr)] content-start gap-x-4 gap-y-2">
            <dt className="text-muted">Email</dt>
            <dd className="wrap-anywhere">{data.email}</dd>
            <dt className="text-muted">Signs in by</dt>
            <dd>{waysOf(data)}</dd>
            <dt className="text-muted">Last sign-in</dt>
            <dd>{data.lastSignInAt ? formatDateTime(data.lastSignInAt) : "never"}</dd>
            <dt className="text-muted">Here since</dt>
            <dd>{data.createdAt ? formatDateTime(data.createdAt) : ""}</dd>
          </dl>
          <RoleField id={id} role={data.role} name={data.name} />
        </div>
      </Card>
      <SessionsCard personId={id} own={me?.id === id} />
      <TokensCard personId={id} />
      {me?.id === id ? null : <PersonActions person={data} />}
    </>
  );
}

/** Takes effect at once, in whatever the person does next. */
function RoleField({ id, role, name }: { readonly id: string; readonly role: Role; readonly name: string }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (next: Role) => updatePerson(id, { role: next }),
    onSuccess: (person) => {
      client.setQueryData(queryKeys.person(id), person);
      toast.success(`${name} is ${roleLabel(person.role).toLowerCase()} now.`);
    },
    // It may be one's own role: what one may do changes with it.
    onSettled: () => Promise.all([queryKeys.allPeople, queryKeys.me].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  return (
    <Field label="Role" hint="Counts from their next click or call on." error={change.error?.message}>
      <Select
        value={change.isPending ? change.variables : role}
        onValueChange={(next) => next !== role && change.mutate(next)}
        options={ROLE_OPTIONS}
      />
    </Field>
  );
}
