import type { Database } from "@sluice/db/client";
import { unwrap, wrapDataKey } from "@sluice/db/data-key";
import { parseMasterKey } from "@sluice/db/master-key";
import { recordEntry } from "../audit/record-entry.ts";
import { CHANGING_KEYS } from "./rotate-data-key.ts";

export interface MasterKeys {
  readonly encryptionKey: string;
  readonly previousEncryptionKey: string;
}

/**
 * Wraps the data keys that are under the previous master key with the one in force, and returns how many those were. Two processes that
 * start together do it once. Throws, and changes nothing, when a data key is under neither.
 */
export async function rewrapDataKeys(db: Database, keys: MasterKeys): Promise<number> {
  const present = parseMasterKey(keys.encryptionKey);
  const previous = parseMasterKey(keys.previousEncryptionKey, "SLUICE_ENCRYPTION_KEY_PREVIOUS");
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHANGING_KEYS})`;
    const rows = await tx.dataKey.findMany({ orderBy: { createdAt: "asc" } });
    const ids: string[] = [];
    for (const row of rows) {
      if (opens(row, present)) continue;
      const wrapped = wrapDataKey({ id: row.id, key: unwrap(row, [previous]) }, present);
      await tx.dataKey.update({ where: { id: row.id }, data: { wrapped } });
      ids.push(row.id);
    }
    if (ids.length > 0)
      await recordEntry(
        tx,
        { at: new Date(), actor: { id: "system", name: "Sluice", kind: "system", ip: null } },
        {
          action: "encryption.rewrap",
          entityId: ids.at(-1) ?? "",
          after: { dataKeys: ids },
        },
      );
    return ids.length;
  });
}

function opens(row: { readonly id: string; readonly wrapped: Uint8Array }, masterKey: Buffer): boolean {
  try {
    unwrap(row, [masterKey]);
    return true;
  } catch {
    return false;
  }
}
