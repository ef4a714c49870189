import { type ApplicationResource, applicationInputSchema } from "@sluice/definition/resources";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { applicationResource } from "./application-resource.ts";

/** An application: who subscribes to plans and holds keys. */
export async function createApplication(context: ManagementContext, body: unknown): Promise<ApplicationResource | ManagementError> {
  const input = parseInput(applicationInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const row = await tx.application.create({ data: { ...input, createdBy: context.actor.name } });
    const resource = applicationResource(row);
    await recordChange(tx, context, { action: "application.create", entityId: row.id, after: resource });
    return resource;
  });
}
