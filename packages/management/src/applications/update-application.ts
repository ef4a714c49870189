import { type ApplicationResource, applicationInputSchema } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { clientIdTaken } from "./client-id-taken.ts";
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
    const taken = await clientIdTaken(tx, input.clientId, id);
    if (taken) return taken;
    const { clientId, ...words } = input;
    await tx.application.update({ where: { id }, data: { ...words, ...(clientId === undefined ? {} : { clientId }) } });
    const after = await readApplication(inside, id);
    if (after instanceof ManagementError) return after;
    await recordChange(tx, context, { action: "application.update", entityId: id, before, after });
    return after;
  });
}
