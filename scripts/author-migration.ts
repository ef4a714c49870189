// Writes the SQL that leads from the last migration's schema to prisma/schema.prisma.
//   node scripts/author-migration.ts add-invoices    a new migration
//   node scripts/author-migration.ts --again         the newest one anew; only while no database that matters has applied it
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MIGRATIONS_FOLDER, readMigrations } from "./migrations/apply.ts";
import { BY_HAND, splitByHand } from "./migrations/by-hand.ts";
import { diffSchemas } from "./migrations/schema-diff.ts";
import { startTemporaryServer } from "./postgres/temporary.ts";

const SCHEMA_FILE = path.resolve(MIGRATIONS_FOLDER, "../schema.prisma");
/** The schema as a migration left it, kept beside it: the next one starts from there. */
const SCHEMA_TEXT = "schema.txt";

async function main(argument: string | undefined): Promise<void> {
  const names = readMigrations().map((migration) => migration.name);
  const name = argument === "--again" ? names.pop() : newName(argument);
  if (!name)
    throw new Error("Name the migration (node scripts/author-migration.ts add-invoices), or say --again to write the newest anew.");
  const folder = path.join(MIGRATIONS_FOLDER, name);
  const previous = names.at(-1);
  const from = previous ? readFileSync(path.join(MIGRATIONS_FOLDER, previous, SCHEMA_TEXT), "utf8") : null;
  const to = readFileSync(SCHEMA_FILE, "utf8");
  const sql = await authorSql(from, to);
  const byHand = readByHand(folder);
  if (sql.trim() === "" && byHand === "")
    throw new Error("prisma/schema.prisma says what the last migration left: there is nothing to do.");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "migration.sql"), `${sql.trimEnd()}\n${byHand === "" ? "" : `\n${BY_HAND}\n${byHand}`}`);
  writeFileSync(path.join(folder, SCHEMA_TEXT), to);
  writeFileSync(path.join(MIGRATIONS_FOLDER, "migration_lock.toml"), 'provider = "postgresql"\n');
  console.log(`Wrote prisma/migrations/${name}/migration.sql. Read it; add below the line "${BY_HAND}" what the schema cannot say.`);
}

function newName(argument: string | undefined): string | undefined {
  if (!argument || !/^[a-z][a-z0-9_-]*$/.test(argument)) return undefined;
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  return `${stamp}_${argument.replaceAll("-", "_")}`;
}

async function authorSql(from: string | null, to: string): Promise<string> {
  const server = await startTemporaryServer();
  try {
    return await diffSchemas(`${server.url}/postgres`, from, to);
  } finally {
    await server.stop();
  }
}

function readByHand(folder: string): string {
  const file = path.join(folder, "migration.sql");
  return existsSync(file) ? splitByHand(readFileSync(file, "utf8")).byHand : "";
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
