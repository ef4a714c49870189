import path from "node:path";
import type { PostgresServer } from "../postgres/server.ts";
import { childEnvironment, type Settings } from "./environment.ts";
import { step } from "./progress.ts";
import { ROOT } from "./root.ts";
import { runQuietly } from "./run-quietly.ts";

/** In the embedded server. */
export const DATABASE = "sluice";

export interface Database {
  readonly url: string;
  /** The embedded server; null when DATABASE_URL names another. */
  readonly server: PostgresServer | null;
}

/** The database named by DATABASE_URL, or the embedded one, started. */
export async function openDatabase(settings: Settings): Promise<Database> {
  if (settings.databaseUrl !== null) return { url: settings.databaseUrl, server: null };
  return step("Started Postgres", async () => {
    const { startServer } = await import("../postgres/server.ts");
    const server = await startServer(settings.dataFolder);
    await ensureDatabase(`${server.url}/postgres`);
    return { url: `${server.url}/${DATABASE}`, server };
  });
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const { connect } = await import("../migrations/connect.ts");
  const client = await connect(adminUrl);
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Brings the tables up to date. Its failures are sentences already. */
export async function migrate(url: string): Promise<void> {
  const { applyMigrations, readMigrations } = await import("../migrations/apply.ts");
  const { connect } = await import("../migrations/connect.ts");
  await step(
    "Checked the tables",
    async () => {
      const client = await connect(url);
      try {
        return await applyMigrations(client, readMigrations());
      } finally {
        await client.end();
      }
    },
    (applied) => (applied.length === 0 ? "up to date" : `applied ${applied.join(", ")}`),
  );
}

/** The administrator that the first start made, whose password is nowhere else. */
export interface FirstSignIn {
  readonly email: string;
  readonly password: string;
}

/** Makes the first administrator. Null when there was one, or when SLUICE_ADMIN_PASSWORD says the password. */
export async function setUp(url: string, encryptionKey: string): Promise<FirstSignIn | null> {
  const env = childEnvironment({ DATABASE_URL: url, SLUICE_ENCRYPTION_KEY: encryptionKey });
  const command = { command: process.execPath, args: [path.join(ROOT, "scripts/setup.ts")], cwd: ROOT, env };
  const output = await step("Checked the administrator", () => runQuietly(command, "The first administrator could not be set up."));
  const made = /^administrator-password (\S+) (\S+)$/m.exec(output);
  return made?.[1] && made[2] ? { email: made[1], password: made[2] } : null;
}
