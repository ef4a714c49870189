import type { Transaction } from "@sluice/db/client";
import { toNullableJson } from "@sluice/db/json";
import type { ActorKind } from "@sluice/definition/audit";
import { maskSecrets } from "../secrets/mask-secrets.ts";

export interface RecordedChange {
  /** `api.deploy`: the entity, a dot, the verb. */
  readonly action: string;
  readonly entityId: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** By whom, when, from where. */
export interface RecordedBy {
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string; readonly kind: ActorKind; readonly ip: string | null };
}

/** Writes an audit entry, secrets masked. What verbs change goes through `recordChange`; this is for what nobody's session or token did. */
export async function recordEntry(tx: Pick<Transaction, "auditEntry">, { at, actor }: RecordedBy, change: RecordedChange): Promise<void> {
  await tx.auditEntry.create({
    data: {
      at,
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
