import type { Transaction } from "@sluice/db/client";
import type { Draft as DraftRow } from "@sluice/db/generated/client";
import type { ManagementContext } from "../context.ts";
import { isId } from "../parse-input.ts";

/** A draft of the actor's own; null for anyone else's, as if it were not there. */
export async function readOwnDraft(
  tx: Pick<Transaction, "draft">,
  { actor }: Pick<ManagementContext, "actor">,
  id: string,
): Promise<DraftRow | null> {
  return isId(id) ? tx.draft.findFirst({ where: { id, ownerId: actor.id } }) : null;
}
