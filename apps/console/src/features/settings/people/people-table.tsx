"use client";

import type { Person } from "@sluice/definition/people";
import Link from "next/link";
import { Ago } from "../../../components/ui/ago.tsx";
import { StateDot } from "../../../components/ui/state-dot.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { paths } from "../../../lib/paths.ts";
import { roleLabel } from "../role-words.ts";

export interface PeopleTableProps {
  readonly people: readonly Person[];
  /** Shows how and when they come in, and leads to each. */
  readonly manages: boolean;
}

export function PeopleTable({ people, manages }: PeopleTableProps) {
  return (
    <Table label="People" reachable>
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell className="max-wide:hidden">Email</HeadCell>
          <HeadCell>Role</HeadCell>
          {manages ? (
            <>
              <HeadCell>Signs in by</HeadCell>
              <HeadCell>Last sign-in</HeadCell>
              <HeadCell>State</HeadCell>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.id} className="relative">
            <Cell className="max-w-60 truncate">
              {manages ? (
                <Link href={paths.person(person.id)} className="font-medium after:absolute after:inset-0">
                  {person.name}
                </Link>
              ) : (
                person.name
              )}
              <span className="block truncate text-xs text-muted wide:hidden">{person.email}</span>
            </Cell>
            <Cell className="max-w-72 truncate text-muted max-wide:hidden">{person.email}</Cell>
            <Cell>{roleLabel(person.role)}</Cell>
            {manages ? (
              <>
                <Cell className="text-muted">{waysOf(person)}</Cell>
                <Cell className="text-muted">
                  <Ago iso={person.lastSignInAt ?? null} />
                </Cell>
                <Cell>
                  <StateDot shape={person.disabledAt ? "off" : "on"}>{person.disabledAt ? "Disabled" : "Active"}</StateDot>
                </Cell>
              </>
            ) : null}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** `Password, Acme`; a dash for whoever has no way in at the moment. */
export function waysOf({ signIn = [] }: Person): string {
  return signIn.map(({ kind, provider }) => (kind === "password" ? "Password" : (provider ?? "OpenID Connect"))).join(", ") || "–";
}
