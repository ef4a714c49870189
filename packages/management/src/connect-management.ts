import { createDatabase, type Database } from "@sluice/db/client";
import { SecretBox } from "@sluice/db/secret-box";
import { rewrapDataKeys } from "./settings/rewrap-data-keys.ts";

/** Opens what every context shares. With the previous key beside the one in force, data keys come under the latter first. Throws when the database does not answer, or was sealed with another key. */
export async function connectManagement(options: {
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  readonly previousEncryptionKey?: string | null;
}): Promise<{ readonly db: Database; readonly secretBox: SecretBox }> {
  const db = createDatabase(options.databaseUrl);
  const { encryptionKey, previousEncryptionKey } = options;
  if (previousEncryptionKey) await rewrapDataKeys(db, { encryptionKey, previousEncryptionKey });
  return { db, secretBox: await SecretBox.load(db, encryptionKey) };
}
