import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Client } from "pg";
import { StopSign } from "../bootstrap/stop-sign.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hex: what Prisma writes down. */
  readonly checksum: string;
}

/** Prisma's own key for its advisory lock, so that `prisma migrate deploy` and this never run at once. */
const MIGRATION_LOCK = 72707369;

/** Exactly as Prisma makes it: its engine reads this table, and must find itself at home. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

export const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, "../../prisma/migrations");

/** The migrations on disk, oldest first. */
export function readMigrations(folder = MIGRATIONS_FOLDER): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .sort()
    .map((name) => {
      const bytes = readFileSync(path.join(folder, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    });
}

/**
 * Applies what is missing, one runner at a time, and returns the names applied.
 * Throws a sentence when a migration was changed after it was applied, when one failed earlier, or when one fails now.
 */
export async function applyMigrations(client: Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
  try {
    await client.query(CREATE_TABLE);
    const missing = await findMissing(client, migrations);
    for (const migration of missing) await applyOne(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]);
  }
}

interface Row {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

async function findMissing(client: Client, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const { rows } = await client.query<Row>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const known = new Map(rows.map((row) => [row.migration_name, row]));
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) throw new StopSign(failedEarlier(failed.migration_name));
  const changed = migrations.find((migration) => known.has(migration.name) && known.get(migration.name)?.checksum !== migration.checksum);
  if (changed) throw new StopSign(changedSince(changed.name));
  return migrations.filter((migration) => !known.has(migration.name));
}

function failedEarlier(name: string): string {
  return `Migration ${name} failed earlier; the column "logs" of its row in _prisma_migrations says why. Remove the cause, delete that row, and start again.`;
}

function changedSince(name: string): string {
  return `Migration ${name} was changed after this database had applied it. Restore the file, or start with an empty database.`;
}

/** The row and the change are one transaction: a runner that is killed midway leaves neither, and the next one starts this migration again. */
async function applyOne(client: Client, migration: Migration): Promise<void> {
  const row = [randomUUID(), migration.checksum, migration.name];
  const insert = "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)";
  try {
    await client.query("BEGIN");
    await client.query(insert, row);
    await client.query(migration.sql);
    await client.query("UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1", [row[0]]);
    await client.query("COMMIT");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await client.query("ROLLBACK");
    await client.query(insert, row);
    await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [row[0], reason]);
    throw new StopSign(`Migration ${migration.name} failed and was undone: ${reason}`, { cause: error });
  }
}
