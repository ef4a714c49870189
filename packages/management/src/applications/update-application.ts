import { type ApplicationResource, applicationInputSchema } from "@sluice/definition/resources";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { applicationResource } from "./application-resource.ts";
import { lockApplication } from "./lock-application.ts";

export async function updateApplication(
  context: ManagementContext,
  id: string,
  body: unknown,
): Promise<ApplicationResource | ManagementError> {
  const input = parseInput(applicationInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const row = await lockApplication(tx, id);
    if (!row) return notFound("application");
    const after = applicationResource(await tx.application.update({ where: { id }, data: input }));
    await recordChange(tx, context, { action: "application.update", entityId: id, before: applicationResource(row), after });
    return after;
  });
}
