import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "./postgres.ts";

const made: TestDatabase[] = [];

async function fresh(): Promise<TestDatabase> {
  const database = await createDatabase();
  made.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const database of made.splice(0)) await database.drop();
});

describe("a test's database", () => {
  test("has every table and no row", async () => {
    const database = await fresh();
    expect(await ask(database.url, `SELECT count(*)::int AS n FROM "Api"`)).toEqual([{ n: 0 }]);
    const [migrations] = await ask(database.url, "SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NOT NULL");
    expect(migrations?.["n"]).toBeGreaterThan(0);
  });

  test("is its own: what one test writes, no other reads", async () => {
    const [one, other] = await Promise.all([fresh(), fresh()]);
    await ask(one.url, `INSERT INTO "Verification" VALUES ('v', 'i', 'x', now(), now(), now())`);
    expect(await ask(other.url, `SELECT id FROM "Verification"`)).toEqual([]);
  });

  test("can be dropped while somebody is connected", async () => {
    const database = await createDatabase();
    const client = new pg.Client({ connectionString: database.url });
    client.on("error", () => {});
    await client.connect();
    await database.drop();
    await expect(ask(database.url, "SELECT 1")).rejects.toThrow(/does not exist/);
    await client.end().catch(() => {});
  });
});
