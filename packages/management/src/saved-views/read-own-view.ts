import type { Transaction } from "@sluice/db/client";
import { mayEverywhere } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { isId } from "../parse-input.ts";
import { type SavedViewRow, WITH_OWNER } from "./saved-view-resource.ts";

/** A view that the actor may change: their own, or a shared one for whoever keeps order among these. Null for any other, as if it were not there. */
export async function readOwnView(
  tx: Pick<Transaction, "savedView">,
  context: Pick<ManagementContext, "actor">,
  id: string,
): Promise<SavedViewRow | null> {
  if (!isId(id)) return null;
  const others = mayEverywhere(context, "views:manage") ? [{ shared: true }] : [];
  return tx.savedView.findFirst({ where: { id, OR: [{ ownerId: context.actor.id }, ...others] }, include: WITH_OWNER });
}
