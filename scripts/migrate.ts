// Brings the database at DATABASE_URL up to date: `node scripts/migrate.ts`.
import { applyMigrations, readMigrations } from "./migrations/apply.ts";
import { connect } from "./migrations/connect.ts";

async function main(): Promise<void> {
  const url = process.env["DATABASE_URL"];
  if (!url) throw new Error("DATABASE_URL is not set: there is no database to migrate.");
  const client = await connect(url);
  try {
    const applied = await applyMigrations(client, readMigrations());
    console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
  } finally {
    await client.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
