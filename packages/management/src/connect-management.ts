import { createDatabase, type Database } from "@sluice/db/client";
import { SecretBox } from "@sluice/db/secret-box";

/** Opens what every context shares. Throws when the database does not answer, or was sealed with another key. */
export async function connectManagement(options: {
  readonly databaseUrl: string;
  readonly encryptionKey: string;
}): Promise<{ readonly db: Database; readonly secretBox: SecretBox }> {
  const db = createDatabase(options.databaseUrl);
  return { db, secretBox: await SecretBox.load(db, options.encryptionKey) };
}
