import type { AuditEntryResource } from "@sluice/definition/audit";
import { auditQuerySchema } from "@sluice/definition/queries";
import { mayEverywhere } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { authoriseReading, whichEntries } from "./audit-filter.ts";
import { auditResource } from "./audit-resource.ts";

/** Who changed what, when; newest first. */
export async function listAudit(context: ManagementContext, query: unknown): Promise<Page<AuditEntryResource> | ManagementError> {
  const { db } = context;
  const asked = parseInput(auditQuerySchema, query);
  const denied = await authoriseReading(context, asked instanceof ManagementError ? {} : asked);
  if (denied) return denied;
  if (asked instanceof ManagementError) return asked;
  const where = whichEntries(asked);
  const [rows, total] = await Promise.all([
    db.auditEntry.findMany({ where, orderBy: [{ at: "desc" }, { id: "desc" }], ...rowsOf(asked) }),
    db.auditEntry.count({ where }),
  ]);
  const withIp = mayEverywhere(context, "audit:read");
  return pageOf(
    rows.map((row) => auditResource(row, { withIp })),
    total,
    asked,
  );
}
