import type { PersonSession } from "@sluice/definition/people";
import { pageQuerySchema } from "@sluice/definition/resources";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { authorisePerson } from "./authorise-person.ts";

/** A person's living sessions, the latest used first. Never their tokens. */
export async function listSessions(
  context: ManagementContext,
  personId: string,
  query: unknown,
): Promise<Page<PersonSession> | ManagementError> {
  const denied = await authorisePerson(context, personId);
  if (denied) return denied;
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { db, actor, now } = context;
  if (!(await db.user.findUnique({ where: { id: personId }, select: { id: true } }))) return notFound("person");
  const where = { userId: personId, expiresAt: { gt: now() } };
  const [rows, total] = await Promise.all([
    db.session.findMany({ where, orderBy: { updatedAt: "desc" }, ...rowsOf(asked) }),
    db.session.count({ where }),
  ]);
  const data = rows.map((row) => ({
    id: row.id,
    userAgent: row.userAgent,
    ip: row.ipAddress || null,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    current: row.id === actor.sessionId,
  }));
  return pageOf(data, total, asked);
}
