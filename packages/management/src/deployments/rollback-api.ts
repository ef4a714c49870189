import { type ApiResource, rollbackInputSchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { saveDefinition } from "../apis/save-definition.ts";
import { apiResource, type DeployableDefinition, lockApi, readApi } from "../apis/stored-api.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";

/** Saves an earlier revision's definition again, its secrets included; deploying it is the next step. Plans stay: people are subscribed to them. */
export async function rollbackApi(context: ManagementContext, id: string, body: unknown): Promise<ApiResource | ManagementError> {
  const denied = await authorise(context, "apis:write", { apiId: id });
  if (denied) return denied;
  const input = parseInput(rollbackInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const api = await lockApi(tx, id);
    if (!api) return notFound("API");
    const target = await tx.deployment.findUnique({ where: { apiId_revision: { apiId: id, revision: input.revision } } });
    if (!target) return notFound(`revision ${input.revision} of ${api.name}`);
    const { plans: _plans, ...definition } = target.definition as unknown as DeployableDefinition;
    const refused = await saveDefinition(tx, context, { api, definition });
    if (refused) return refused;
    const saved = await readApi(tx, id);
    if (!saved) return notFound("API");
    const after = apiResource(saved);
    await recordChange(tx, context, { action: "api.rollback", entityId: id, before: apiResource(api), after });
    return after;
  });
}
