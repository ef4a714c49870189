import { toJson } from "@sluice/db/json";
import { type SavedViewResource, savedViewInputSchema } from "@sluice/definition/saved-views";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { nameTaken } from "./create-saved-view.ts";
import { readOwnView } from "./read-own-view.ts";
import { savedViewResource, WITH_OWNER } from "./saved-view-resource.ts";

/** Another name, other filters, shared or no longer. */
export async function updateSavedView(context: ManagementContext, id: string, body: unknown): Promise<SavedViewResource | ManagementError> {
  const denied = await authorise(context, "views:own");
  if (denied) return denied;
  const input = parseInput(savedViewInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const row = await readOwnView(tx, context, id);
    if (!row) return notFound("saved view");
    const { ownerId } = row;
    const same = await tx.savedView.findFirst({ where: { ownerId, name: input.name, page: input.page, id: { not: id } } });
    if (same) return nameTaken(input.name);
    const data = { ...input, filters: toJson(input.filters) };
    const after = savedViewResource(await tx.savedView.update({ where: { id }, data, include: WITH_OWNER }), context.actor.id);
    const before = savedViewResource(row, context.actor.id);
    await recordChange(tx, context, { action: "saved-view.update", entityId: id, before, after });
    return after;
  });
}
