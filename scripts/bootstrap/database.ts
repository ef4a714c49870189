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

/**
 * Makes the first administrator and, when SLUICE_ADMIN_PASSWORD does not say the password, shows the random one: at once, because it is
 * nowhere else, and whatever fails after this must not lose it.
 */
export async function setUp(url: string, encryptionKey: string): Promise<void> {
  const env = childEnvironment({ DATABASE_URL: url, SLUICE_ENCRYPTION_KEY: encryptionKey });
  const command = { command: process.execPath, args: [path.join(ROOT, "scripts/setup.ts")], cwd: ROOT, env };
  const output = await step("Checked the administrator", () => runQuietly(command, "The first administrator could not be set up."));
  const [, email, password] = /^administrator-password (\S+) (\S+)$/m.exec(output) ?? [];
  if (!email || !password) return;
  console.log(
    `\n  Sign in as   ${email}\n  Password     ${password}\n  It is shown this once and kept nowhere in the clear: note it down.\n`,
  );
}
