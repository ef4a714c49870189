import type { Transaction } from "@sluice/db/client";
import { toJson } from "@sluice/db/json";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";
import { claimPaths } from "./claim-paths.ts";
import type { StoredApi, StoredDefinition } from "./stored-api.ts";

/** Saves that are kept, to tell a stale writer what changed since. Nobody edits from a page that is older. */
const MOST_VERSIONS = 100;

/** Writes a locked API's next version, secrets sealed, and moves its context paths. Refuses a path that is taken. */
export async function saveDefinition(
  tx: Transaction,
  context: ManagementContext,
  { api, definition }: { readonly api: StoredApi; readonly definition: StoredDefinition },
): Promise<ManagementError | null> {
  const taken = await claimPaths(tx, api.id, definition);
  if (taken) return taken;
  const version = api.version + 1;
  const by = context.actor.name;
  const stored = toJson(definition);
  await tx.api.update({
    where: { id: api.id },
    data: { name: definition.name, apiVersion: definition.apiVersion, definition: stored, version, updatedBy: by },
  });
  await tx.apiVersion.create({ data: { apiId: api.id, version, definition: stored, savedBy: by } });
  await tx.apiVersion.deleteMany({ where: { apiId: api.id, version: { lte: version - MOST_VERSIONS } } });
  return null;
}
