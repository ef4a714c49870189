import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { readOwnDraft } from "./read-own-draft.ts";

export async function deleteDraft(context: ManagementContext, id: string): Promise<ManagementError | undefined> {
  const denied = await authorise(context, "apis:create");
  if (denied) return denied;
  return transact(context, async (tx) => {
    const draft = await readOwnDraft(tx, context, id);
    if (!draft) return notFound("draft");
    await tx.draft.deleteMany({ where: { id } });
    return undefined;
  });
}
