import type { Transaction } from "@sluice/db/client";
import { describeChanges } from "@sluice/definition/changes";
import { ManagementError } from "../management-error.ts";
import { type StoredApi, storedDefinition } from "./stored-api.ts";

/** The refusal of a change that was made from an older version: what changed since, and by whom. */
export async function staleWrite(tx: Transaction, api: StoredApi, seen: number): Promise<ManagementError> {
  const then = await tx.apiVersion.findUnique({ where: { apiId_version: { apiId: api.id, version: seen } } });
  const later = await tx.apiVersion.findMany({
    where: { apiId: api.id, version: { gt: seen } },
    orderBy: { version: "asc" },
    select: { savedBy: true },
  });
  const authors = [...new Set(later.map((version) => version.savedBy))].join(", ") || api.updatedBy;
  const changes = then ? describeChanges(then.definition, storedDefinition(api)) : [];
  const what = changes.length > 0 ? `: ${changes.map((change) => change.summary).join("; ")}` : "";
  return new ManagementError("stale_write", `${authors} saved this API after you opened it${what}. Load it again and repeat your change.`, {
    changes,
    changedBy: authors,
    currentVersion: api.version,
  });
}
