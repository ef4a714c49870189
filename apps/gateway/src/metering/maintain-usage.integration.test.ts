import { createDatabase, type TestDatabase } from "@sluice/testkit/postgres";
import { Pool } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { maintainOnce } from "./maintain-usage.ts";

const said: string[] = [];
const log = { debug: () => {}, info: () => {}, warn: (_: object, message: string) => said.push(message), error: () => {} };
let database: TestDatabase;
let pool: Pool;
beforeEach(async () => {
  said.length = 0;
  database = await createDatabase();
  pool = new Pool({ connectionString: database.url });
  pool.on("error", () => {});
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

const DAY = `(now() AT TIME ZONE 'UTC')::date`;

/** A request of so many days ago. */
async function put(requestId: string, daysAgo: number): Promise<void> {
  await pool.query(
    `INSERT INTO "UsageRecord" ("requestId", "timestamp", "gatewayId", method, path, status, streamed, attempts, provenance, "gatewayMs", "totalMs")
     VALUES ($1, (${DAY}::timestamp AT TIME ZONE 'UTC') - $2::int * interval '24 hours', 'gw', 'POST', '/', 200, false, 1, 'none', 1, 1)`,
    [requestId, daysAgo],
  );
}

const ids = async () => (await pool.query(`SELECT "requestId" FROM "UsageRecord" ORDER BY 1`)).rows.map(({ requestId }) => requestId);
const counted = async () =>
  Object.fromEntries(
    (await pool.query(`SELECT "level", sum(requests)::int AS n FROM "UsageRollup" GROUP BY 1`)).rows.map(({ level, n }) => [level, n]),
  );
const partitions = async () =>
  (
    await pool.query(
      `SELECT to_date(right(relname, 8), 'YYYYMMDD') - ${DAY} AS day FROM pg_class WHERE relkind = 'r' AND relname ~ '^UsageRecord_\\d{8}$' ORDER BY 1`,
    )
  ).rows.map(({ day }) => day);

test("the next days have their partitions before they come", async () => {
  await maintainOnce(pool, log);
  expect(await partitions()).toEqual([-1, 0, 1, 2, 3]);
});

test("each kind goes in its own time: rows and minutes are gone, hours and days tell of them", async () => {
  for (const day of [0, 20, 95, 500]) {
    await pool.query(`SELECT usage_partition(${DAY} - $1::int)`, [day]);
    await put(`r${day}`, day);
  }
  expect(await counted()).toEqual({ minute: 4, hour: 4, day: 4, week: 4 });
  await maintainOnce(pool, log);
  expect(await ids()).toEqual(["r0", "r20"]);
  expect(await counted()).toEqual({ minute: 1, hour: 3, day: 4, week: 4 });
  expect(await partitions()).toEqual([-20, -1, 0, 1, 2, 3]);
  expect(said).toEqual([]);
});

test("what is kept shorter or longer is what Retention says", async () => {
  await pool.query(`UPDATE "Retention" SET "keepDays" = 10 WHERE "kind" = 'rows'`);
  await pool.query(`UPDATE "Retention" SET "keepDays" = 30 WHERE "kind" = 'minute'`);
  await put("old", 20);
  await maintainOnce(pool, log);
  expect(await ids()).toEqual([]);
  expect(await counted()).toEqual({ minute: 1, hour: 1, day: 1, week: 1 });
  await expect(pool.query(`UPDATE "Retention" SET "keepDays" = 0 WHERE "kind" = 'rows'`)).rejects.toThrow("Retention_keepDays_check");
});

test("a late row is counted where sums are kept, and not at a level whose sums of its time are gone", async () => {
  await maintainOnce(pool, log);
  await put("late", 20);
  expect(await counted()).toEqual({ hour: 1, day: 1, week: 1 });
});

test("a row that came before the partition of its day moves into it, and is counted once", async () => {
  await put("stray", 20);
  await pool.query(`SELECT usage_partition(${DAY} - 20)`);
  const { rows } = await pool.query(`SELECT count(*)::int AS strays FROM "UsageRecord_default"`);
  expect([rows, await ids(), await counted()]).toEqual([[{ strays: 0 }], ["stray"], { minute: 1, hour: 1, day: 1, week: 1 }]);
});

test("days whose rows are gone are not counted anew: their sums would be lost", async () => {
  await put("old", 95);
  await maintainOnce(pool, log);
  await expect(pool.query(`SELECT usage_rebuild(${DAY} - 96, ${DAY})`)).rejects.toThrow("are gone");
  expect(await counted()).toEqual({ hour: 1, day: 1, week: 1 });
});

test("a rebuild keeps the week of days whose own sums are gone", async () => {
  await pool.query(`UPDATE "Retention" SET "keepDays" = 10 WHERE "kind" = 'day'`);
  await put("old", 20);
  await maintainOnce(pool, log);
  await pool.query(`SELECT usage_rebuild(${DAY} - 20, ${DAY} - 20)`);
  expect(await counted()).toEqual({ hour: 1, week: 1 });
});

test("one process at a time", async () => {
  await put("old", 95);
  const other = await pool.connect();
  await other.query("BEGIN");
  await other.query("SELECT pg_advisory_xact_lock(hashtext('usage_maintain'))");
  await maintainOnce(pool, log);
  expect(await ids()).toEqual(["old"]);
  await other.query("ROLLBACK");
  other.release();
  await maintainOnce(pool, log);
  expect(await ids()).toEqual([]);
});

test("nobody waits behind it for a reader who takes his time: it is done the next time", async () => {
  await pool.query(`SELECT usage_partition(${DAY} - 95)`);
  await put("old", 95);
  const reader = await pool.connect();
  await reader.query("BEGIN");
  await reader.query(`SELECT count(*) FROM "UsageRecord"`);
  await maintainOnce(pool, log);
  expect([await ids(), said]).toEqual([["old"], ["usage could not be maintained; it is tried again in an hour"]]);
  await reader.query("ROLLBACK");
  reader.release();
});
