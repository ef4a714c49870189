import { toJson } from "@sluice/db/json";
import { type SavedViewResource, savedViewInputSchema } from "@sluice/definition/saved-views";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { savedViewResource, WITH_OWNER } from "./saved-view-resource.ts";

/** Of one person. More would not be found again in a menu. */
const MOST_VIEWS = 100;

/** Keeps filters under a name, for oneself or for everybody. */
export async function createSavedView(context: ManagementContext, body: unknown): Promise<SavedViewResource | ManagementError> {
  const denied = await authorise(context, "views:own");
  if (denied) return denied;
  const input = parseInput(savedViewInputSchema, body);
  if (input instanceof ManagementError) return input;
  const { actor } = context;
  return transact(context, async (tx) => {
    const own = await tx.savedView.findMany({ where: { ownerId: actor.id }, select: { name: true, page: true } });
    if (own.length >= MOST_VIEWS) return new ManagementError("conflict", `You have ${MOST_VIEWS} saved views. Delete some first.`);
    if (own.some(({ name, page }) => name === input.name && page === input.page)) return nameTaken(input.name);
    const data = { ...input, filters: toJson(input.filters), ownerId: actor.id, createdAt: context.now() };
    const view = savedViewResource(await tx.savedView.create({ data, include: WITH_OWNER }), actor.id);
    await recordChange(tx, context, { action: "saved-view.create", entityId: view.id, after: view });
    return view;
  });
}

export function nameTaken(name: string): ManagementError {
  return new ManagementError("conflict", `You have a view named ${name} already.`, {
    fields: { name: "You have a view of this name already." },
  });
}
