import { type Person, peopleQuerySchema } from "@sluice/definition/people";
import { authorise, mayEverywhere } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { personResource, personSummary, WITH_ACCOUNTS } from "./person-resource.ts";
import { providerNames } from "./read-person.ts";

/** Who there is, by name; how they come in and when they did only for those who manage people. */
export async function listPeople(context: ManagementContext, query: unknown): Promise<Page<Person> | ManagementError> {
  const denied = await authorise(context, "people:browse");
  if (denied) return denied;
  const asked = parseInput(peopleQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { db } = context;
  const part = { contains: asked.q ?? "", mode: "insensitive" as const };
  const where = asked.q ? { OR: [{ name: part }, { email: part }] } : {};
  const [rows, total, providers] = await Promise.all([
    db.user.findMany({ where, include: WITH_ACCOUNTS, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(asked) }),
    db.user.count({ where }),
    providerNames(db),
  ]);
  const all = mayEverywhere(context, "people:manage");
  return pageOf(
    rows.map((row) => (all ? personResource(row, providers) : personSummary(row))),
    total,
    asked,
  );
}
