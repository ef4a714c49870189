// Makes the first administrator and the API token of the environment: `node scripts/setup.ts`, after the migrations.
// When it had to make a password, it prints one line: `administrator-password <email> <password>`. It is kept nowhere.
import { connectManagement } from "@sluice/management/connect-management";
import { ensureFirstAdministrator } from "@sluice/management/setup/ensure-first-administrator";

async function main(): Promise<void> {
  const environment = process.env;
  const databaseUrl = environment["DATABASE_URL"];
  const encryptionKey = environment["SLUICE_ENCRYPTION_KEY"];
  if (!databaseUrl) throw new Error("DATABASE_URL is not set: there is no database to set up.");
  if (!encryptionKey) throw new Error("SLUICE_ENCRYPTION_KEY is not set: secrets cannot be kept without it.");
  // Opening the secret box tells a wrong key now, not at the first deployment.
  const previousEncryptionKey = environment["SLUICE_ENCRYPTION_KEY_PREVIOUS"]?.trim() || null;
  const { db } = await connectManagement({ databaseUrl, encryptionKey, previousEncryptionKey });
  try {
    const { email, generatedPassword } = await ensureFirstAdministrator(db, {
      email: environment["SLUICE_ADMIN_EMAIL"],
      password: environment["SLUICE_ADMIN_PASSWORD"],
      token: environment["SLUICE_ADMIN_TOKEN"],
    });
    if (generatedPassword) console.log(`administrator-password ${email} ${generatedPassword}`);
  } finally {
    await db.$disconnect();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
