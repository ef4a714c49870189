import type { AuditEntry } from "@sluice/db/generated/client";
import { fromJson } from "@sluice/db/json";
import { ACTOR_KINDS, type AuditEntryResource } from "@sluice/definition/audit";
import { describeAudit } from "@sluice/definition/describe-audit";

/** Where somebody was is for those who read the whole audit, and not for everybody who works on one API. */
export function auditResource(row: AuditEntry, { withIp }: { readonly withIp: boolean }): AuditEntryResource {
  const { summary, changes } = describeAudit(row);
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { id: row.actorId, name: row.actorName, kind: ACTOR_KINDS.find((kind) => kind === row.actorKind) ?? "token" },
    action: row.action,
    entityType: row.entityType,
    entityId: row.entityId,
    summary,
    changes: [...changes],
    before: fromJson(row.before),
    after: fromJson(row.after),
    ip: withIp ? row.ip : null,
  };
}
