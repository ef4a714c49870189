import type { Person } from "@sluice/definition/people";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";
import { authorisePerson } from "./authorise-person.ts";
import { readPerson } from "./read-person.ts";

export async function getPerson(context: ManagementContext, id: string): Promise<Person | ManagementError> {
  return (await authorisePerson(context, id)) ?? readPerson(context.db, id);
}
