import type { Transaction } from "@sluice/db/client";
import { toNullableJson } from "@sluice/db/json";
import type { ManagementContext } from "../context.ts";
import { maskSecrets } from "../secrets/mask-secrets.ts";

export interface RecordedChange {
  /** `api.deploy`: the entity, a dot, the verb. */
  readonly action: string;
  readonly entityId: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Writes the audit entry of a change into the change's own transaction: neither is there without the other. Secrets are masked. */
export async function recordChange(tx: Transaction, { actor, now }: ManagementContext, change: RecordedChange): Promise<void> {
  await tx.auditEntry.create({
    data: {
      at: now(),
      actorId: actor.id,
      actorName: actor.name,
      actorKind: actor.kind,
      action: change.action,
      entityType: change.action.split(".")[0] ?? "",
      entityId: change.entityId,
      before: toNullableJson(maskSecrets(change.before)),
      after: toNullableJson(maskSecrets(change.after)),
      ip: actor.ip,
    },
  });
}
