import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { reconciliationResource } from "./reconciliation-resource.ts";

/** Forgets what a file said. The ledger is not touched. */
export async function deleteReconciliation(context: ManagementContext, id: string): Promise<ManagementError | undefined> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  return transact(context, async (tx) => {
    const row = isId(id) ? await tx.reconciliation.findUnique({ where: { id } }) : null;
    if (!row) return notFound("reconciliation");
    await tx.reconciliation.delete({ where: { id } });
    const before = { name: row.fileName, ...reconciliationResource(row) };
    await recordChange(tx, context, { action: "reconciliation.delete", entityId: id, before });
    return undefined;
  });
}
