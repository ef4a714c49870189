import type { Transaction } from "@sluice/db/client";
import type { Person } from "@sluice/definition/people";
import { type ManagementError, notFound } from "../management-error.ts";
import { personResource, WITH_ACCOUNTS } from "./person-resource.ts";

/** A person with all that those see who manage people. Inside a transaction, `db` is the transaction. */
export async function readPerson(db: Transaction, id: string): Promise<Person | ManagementError> {
  const row = await db.user.findUnique({ where: { id }, include: WITH_ACCOUNTS });
  return row ? personResource(row, await providerNames(db)) : notFound("person");
}

export async function providerNames(db: Pick<Transaction, "oidcProvider">): Promise<ReadonlyMap<string, string>> {
  const providers = await db.oidcProvider.findMany({ select: { id: true, name: true } });
  return new Map(providers.map(({ id, name }) => [id, name]));
}
