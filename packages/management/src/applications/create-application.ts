import type { ApplicationRole } from "@sluice/definition/access";
import { type ApplicationResource, applicationInputSchema } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { clientIdTaken } from "./client-id.ts";
import { readApplication } from "./stored-application.ts";

/** An application: who subscribes to plans and holds keys. Whoever creates it owns it. */
export async function createApplication(context: ManagementContext, body: unknown): Promise<ApplicationResource | ManagementError> {
  const denied = await authorise(context, "applications:create");
  if (denied) return denied;
  const input = parseInput(applicationInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const taken = await clientIdTaken(tx, input.clientId);
    if (taken) return taken;
    const { id, name } = context.actor;
    const owner = { userId: id, role: "OWNER" satisfies ApplicationRole };
    const row = await tx.application.create({
      data: { ...input, clientId: input.clientId ?? null, createdBy: name, members: { create: owner } },
    });
    const resource = await readApplication({ ...context, db: tx }, row.id);
    if (resource instanceof ManagementError) return resource;
    await recordChange(tx, context, { action: "application.create", entityId: row.id, after: resource });
    return resource;
  });
}
