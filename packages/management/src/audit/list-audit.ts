import { fromJson } from "@sluice/db/json";
import { ACTOR_KINDS, type AuditEntryResource } from "@sluice/definition/audit";
import { auditQuerySchema } from "@sluice/definition/queries";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";

/** Who changed what, when; newest first. */
export async function listAudit(context: ManagementContext, query: unknown): Promise<Page<AuditEntryResource> | ManagementError> {
  const { db } = context;
  const denied = await authorise(context, "audit:read");
  if (denied) return denied;
  const asked = parseInput(auditQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const where = {
    ...(asked.entityId ? { entityId: asked.entityId } : {}),
    ...(asked.entityType ? { entityType: asked.entityType } : {}),
  };
  const [rows, total] = await Promise.all([
    db.auditEntry.findMany({ where, orderBy: [{ at: "desc" }, { id: "desc" }], ...rowsOf(asked) }),
    db.auditEntry.count({ where }),
  ]);
  const data = rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: { id: row.actorId, name: row.actorName, kind: ACTOR_KINDS.find((kind) => kind === row.actorKind) ?? "token" },
    action: row.action,
    entityType: row.entityType,
    entityId: row.entityId,
    before: fromJson(row.before),
    after: fromJson(row.after),
    ip: row.ip,
  }));
  return pageOf(data, total, asked);
}
