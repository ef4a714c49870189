import { endSessionsSchema } from "@sluice/definition/people";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { authorisePerson } from "./authorise-person.ts";

/** Ends one of a person's sessions, all of them, or all but the one that asks. They count from the next request on. */
export async function endSessions(
  context: ManagementContext,
  personId: string,
  body: unknown,
): Promise<{ readonly ended: number } | ManagementError> {
  const denied = await authorisePerson(context, personId);
  if (denied) return denied;
  const input = parseInput(endSessionsSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  const { sessionId, keepCurrent } = input;
  return transact(context, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: personId }, select: { id: true } });
    if (!user) return notFound("person");
    const current = keepCurrent && context.actor.sessionId ? { not: context.actor.sessionId } : undefined;
    const id = sessionId ?? current;
    const { count } = await tx.session.deleteMany({ where: { userId: personId, ...(id ? { id } : {}) } });
    if (sessionId !== undefined && count === 0) return notFound("session");
    await recordChange(tx, context, { action: "person.end-sessions", entityId: personId, after: { ended: count } });
    return { ended: count };
  });
}
