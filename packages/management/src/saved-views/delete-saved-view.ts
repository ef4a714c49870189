import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { readOwnView } from "./read-own-view.ts";
import { savedViewResource } from "./saved-view-resource.ts";

export async function deleteSavedView(context: ManagementContext, id: string): Promise<ManagementError | undefined> {
  const denied = await authorise(context, "views:own");
  if (denied) return denied;
  return transact(context, async (tx) => {
    const row = await readOwnView(tx, context, id);
    if (!row) return notFound("saved view");
    await tx.savedView.delete({ where: { id } });
    await recordChange(tx, context, { action: "saved-view.delete", entityId: id, before: savedViewResource(row, context.actor.id) });
    return undefined;
  });
}
