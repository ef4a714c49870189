import { type ApplicationResource, applicationInputSchema } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { touchSubscriptions } from "../subscriptions/touch-subscriptions.ts";
import { transact } from "../transact.ts";
import { clientIdNeeded, clientIdTaken } from "./client-id.ts";
import { lockApplication, readApplication } from "./stored-application.ts";

/** Changes an application's words and client id. What is left out of the body stays. */
export async function updateApplication(
  context: ManagementContext,
  id: string,
  body: unknown,
): Promise<ApplicationResource | ManagementError> {
  const denied = await authorise(context, "applications:write", { applicationId: id });
  if (denied) return denied;
  const input = parseInput(applicationInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    if (!(await lockApplication(tx, id))) return notFound("application");
    const inside = { ...context, db: tx };
    const before = await readApplication(inside, id);
    if (before instanceof ManagementError) return before;
    const { clientId = before.clientId, ...words } = input;
    const refused = (await clientIdTaken(tx, clientId, id)) ?? (clientId === null ? await clientIdNeeded(tx, id) : null);
    if (refused) return refused;
    await tx.application.update({ where: { id }, data: { ...words, clientId } });
    if (clientId !== before.clientId) await touchSubscriptions(tx, context, id);
    const after = await readApplication(inside, id);
    if (after instanceof ManagementError) return after;
    await recordChange(tx, context, { action: "application.update", entityId: id, before, after });
    return after;
  });
}
