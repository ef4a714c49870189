import type { Reconciliation } from "@sluice/definition/reconciliations";
import { pageQuerySchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { reconciliationResource } from "./reconciliation-resource.ts";

/** What was imported, the newest first. */
export async function listReconciliations(context: ManagementContext, query: unknown): Promise<Page<Reconciliation> | ManagementError> {
  const denied = await authorise(context, "apis:read");
  if (denied) return denied;
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { db } = context;
  const [rows, total] = await Promise.all([
    db.reconciliation.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }], ...rowsOf(asked) }),
    db.reconciliation.count(),
  ]);
  return pageOf(rows.map(reconciliationResource), total, asked);
}
