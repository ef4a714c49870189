import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostgresServer } from "../postgres/server.ts";
import { startTemporaryServer } from "../postgres/temporary.ts";
import { applyMigrations, MIGRATIONS_FOLDER, type Migration, readMigrations } from "./apply.ts";
import { splitByHand } from "./by-hand.ts";
import { readCatalog } from "./read-catalog.ts";
import { diffSchemas } from "./schema-diff.ts";

const schema = readFileSync(path.join(MIGRATIONS_FOLDER, "../schema.prisma"), "utf8");
let server: PostgresServer;
const clients: pg.Client[] = [];

beforeAll(async () => {
  server = await startTemporaryServer();
});

afterAll(async () => {
  for (const client of clients) await client.end();
  await server.stop();
});

async function newDatabase(name: string): Promise<pg.Client> {
  const admin = await open("postgres");
  await admin.query(`CREATE DATABASE ${name}`);
  return open(name);
}

async function open(name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: `${server.url}/${name}` });
  await client.connect();
  clients.push(client);
  return client;
}

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: name.padEnd(64, "0") };
}

describe("the migrations on disk", () => {
  test("build the database that prisma/schema.prisma describes", async () => {
    const byMigrations = await newDatabase("by_migrations");
    await applyMigrations(byMigrations, readMigrations());
    const bySchema = await newDatabase("by_schema");
    await bySchema.query(await diffSchemas(`${server.url}/by_schema`, null, schema));
    for (const { sql } of readMigrations()) await bySchema.query(splitByHand(sql).byHand);
    expect(await readCatalog(byMigrations)).toEqual(await readCatalog(bySchema));
  });

  test("were written from the schema as it is now (else: node scripts/author-migration.ts)", () => {
    const newest = readMigrations().at(-1)?.name ?? "";
    expect(readFileSync(path.join(MIGRATIONS_FOLDER, newest, "schema.txt"), "utf8")).toBe(schema);
  });

  test("allow one living subscription of an application to a plan", async () => {
    const { rows } = await (await open("by_migrations")).query<{ indexdef: string }>(
      "SELECT indexdef FROM pg_indexes WHERE indexname = 'Subscription_living_key'",
    );
    expect(rows[0]?.indexdef).toMatch(/UNIQUE.*PENDING.*ACCEPTED.*PAUSED/);
  });
});

test("an upgrade to partitioned usage keeps every row, and counts what was there", async () => {
  const client = await newDatabase("with_usage");
  const all = readMigrations();
  const at = all.findIndex(({ name }) => name.endsWith("_usage_storage"));
  await applyMigrations(client, all.slice(0, at));
  await client.query(`INSERT INTO "UsageRecord" ("requestId", "timestamp", "gatewayId", method, path, status, streamed, attempts, provenance, "inputTokens", "costUsd", "gatewayMs", "totalMs")
    SELECT 'r' || n, now() - n * interval '7 hours', 'gw', 'POST', '/', 200, false, 1, 'reported', n, 0.0000000001 * n, 1, n FROM generate_series(1, 100) AS n`);
  const rows = async () => (await client.query(`SELECT * FROM "UsageRecord" ORDER BY "requestId"`)).rows;
  const before = await rows();
  await applyMigrations(client, all);
  const after = await rows();
  expect(after.map((row) => Object.fromEntries(Object.keys(before[0]).map((name) => [name, row[name]])))).toEqual(before);
  expect((await client.query(`SELECT count(*)::int AS strays FROM "UsageRecord_default"`)).rows).toEqual([{ strays: 0 }]);
  const { rows: sums } = await client.query(
    `SELECT "level", sum(requests)::int AS requests, sum("inputTokens")::int AS tokens, sum("costUsd")::text AS cost FROM "UsageRollup" GROUP BY 1 ORDER BY 1`,
  );
  expect(sums).toEqual(["minute", "hour", "day", "week"].map((level) => ({ level, requests: 100, tokens: 5050, cost: "0.0000005050" })));
});

describe("the runner", () => {
  const one = migration("1_one", "CREATE TABLE one (id int)");
  const two = migration("2_two", "CREATE TABLE two (id int)");

  test("applies what is missing, in order, once", async () => {
    const client = await newDatabase("in_order");
    expect(await applyMigrations(client, [one])).toEqual(["1_one"]);
    expect(await applyMigrations(client, [one, two])).toEqual(["2_two"]);
    expect(await applyMigrations(client, [one, two])).toEqual([]);
    const { rows } = await client.query(
      "SELECT migration_name, applied_steps_count, logs, finished_at >= started_at AS done FROM _prisma_migrations",
    );
    expect(rows).toEqual(["1_one", "2_two"].map((name) => ({ migration_name: name, applied_steps_count: 1, logs: null, done: true })));
  });

  test("two at once apply everything once", async () => {
    const first = await newDatabase("at_once");
    const second = await open("at_once");
    const applied = await Promise.all([applyMigrations(first, [one, two]), applyMigrations(second, [one, two])]);
    expect(applied.flat().sort()).toEqual(["1_one", "2_two"]);
  });

  test("stops at a migration that was changed after it was applied", async () => {
    const client = await newDatabase("changed");
    await applyMigrations(client, [one]);
    await expect(applyMigrations(client, [{ ...one, checksum: "f".repeat(64) }])).rejects.toThrow(/1_one was changed after/);
  });

  test("undoes a migration that fails, writes down why, and stops the next time", async () => {
    const client = await newDatabase("failing");
    const broken = migration("1_broken", "CREATE TABLE half (id int); SELECT * FROM nowhere");
    await expect(applyMigrations(client, [broken])).rejects.toThrow(/1_broken failed and was undone.*nowhere/);
    expect((await client.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
    expect((await client.query("SELECT logs FROM _prisma_migrations")).rows[0].logs).toContain("nowhere");
    await expect(applyMigrations(client, [broken])).rejects.toThrow(/failed earlier/);
  });

  test("lets a database be that knows migrations of a newer version", async () => {
    const client = await newDatabase("newer");
    await applyMigrations(client, [one, two]);
    expect(await applyMigrations(client, [one])).toEqual([]);
  });
});
