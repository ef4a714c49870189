import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@sluice/testkit/postgres";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { usageRecord } from "./testing/record.ts";
import { UsageLedger } from "./usage-ledger.ts";
import type { UsageRecord } from "./usage-record.ts";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const GATEWAYS = 3;
const REQUESTS = 600;
const DAY_MS = 86_400_000;

let database: TestDatabase;
let pool: Pool;
let folder: string;
beforeAll(async () => {
  database = await createDatabase();
  pool = new Pool({ connectionString: database.url });
  pool.on("error", () => {});
  folder = mkdtempSync(join(tmpdir(), "rollups-"));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** The same numbers at every run: a failure can be looked at again. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Some of now, some of hours ago, some of days ago: a spool may have waited. */
function randomRecord(random: () => number, requestId: string): UsageRecord {
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const tokens = () => pick(null, 0, Math.floor(random() * 100_000));
  const refused = random() < 0.2;
  return usageRecord({
    requestId,
    timestampMs: Math.floor(Date.now() - pick(1_000, 3_600_000, 3 * DAY_MS) * random()),
    apiId: pick(null, "0190c0de-0000-7000-8000-000000000001", "0190c0de-0000-7000-8000-000000000002"),
    subscriptionId: pick(null, "0190c0de-0000-7000-8000-0000000000bb"),
    status: refused ? pick(401, 429, 502) : 200,
    errorCode: refused ? "rate_limit_exceeded" : null,
    streamed: random() < 0.5,
    modelSent: pick(null, "gpt-5", "gpt-5-mini", 'a,b"c'),
    usage: {
      input: tokens(),
      cacheRead: tokens(),
      cacheWrite: tokens(),
      cacheWriteHour: tokens(),
      audioInput: tokens(),
      output: tokens(),
      reasoning: tokens(),
      audioOutput: tokens(),
      reasoningBeside: tokens(),
      provenance: pick("reported", "drained", "estimated", "none"),
      estimateError: tokens(),
    },
    costUsd: pick(null, (random() * 3).toFixed(10)),
    firstByteMs: pick(null, random() * 500),
    totalMs: random() * 20_000,
  });
}

/** What is learnt of a caller who had left: everything but the request and its time may be other. */
function leftLater(random: () => number, { requestId, timestampMs, totalMs }: UsageRecord): UsageRecord {
  return { ...randomRecord(random, requestId), timestampMs, status: 499, errorCode: "client_closed_request", totalMs: totalMs + 7 };
}

const LEVELS = ["minute", "hour", "day", "week"] as const;
const SERIES = ["apiId", "planId", "applicationId", "subscriptionId", "provider", "model", "status", "errorCode", "provenance"]
  .map((name) => `"${name}"`)
  .join(", ");
const BUCKETS = [
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "cacheWriteHourTokens",
  "audioInputTokens",
  "outputTokens",
  "reasoningTokens",
  "audioOutputTokens",
  "reasoningBesideTokens",
];
/** How many rows told the bucket at this place. */
const told = (at: number) => `mod(div(told, ${10n ** BigInt(12 * at)}), 1e12)::text`;

/** What the rollups say, and what the rows say, each as lines that can be compared. */
async function both(level: string): Promise<readonly [readonly unknown[], readonly unknown[]]> {
  const kept = await pool.query(
    `SELECT at, ${SERIES}, requests::text, ${BUCKETS.map((name, at) => `"${name}"::text, ${told(at)} AS "told ${name}"`).join(", ")},
       "estimateError"::text, "costUsd"::text, priced::text, "unpricedTokens"::text
     FROM "UsageRollup" JOIN "UsageSeries" ON id = series WHERE "level" = $1::"RollupLevel" AND requests <> 0 ORDER BY at, ${SERIES}`,
    [level],
  );
  const prompt = ["inputTokens", "cacheReadTokens", "cacheWriteTokens", "cacheWriteHourTokens", "audioInputTokens"];
  const all = [...prompt, "outputTokens", "reasoningTokens", "audioOutputTokens"].map((name) => `coalesce("${name}", 0)::int8`).join(" + ");
  const summed = await pool.query(
    `SELECT usage_begin($1::"RollupLevel", "timestamp") AS at, ${SERIES.replace('"model"', '"modelSent" AS "model"')}, count(*)::text AS requests,
       ${BUCKETS.map((name) => `coalesce(sum("${name}"), 0)::text AS "${name}", count("${name}")::text AS "told ${name}"`).join(", ")},
       coalesce(sum("estimateError"), 0)::text AS "estimateError",
       coalesce(sum("costUsd"), 0)::numeric(28, 10)::text AS "costUsd", count("costUsd")::text AS priced,
       coalesce(sum(${all}) FILTER (WHERE "costUsd" IS NULL), 0)::text AS "unpricedTokens"
     FROM "UsageRecord" GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY at, ${SERIES.replace('"model"', '"modelSent"')}`,
    [level],
  );
  return [kept.rows, summed.rows];
}

const rollups = async () => (await pool.query(`SELECT * FROM "UsageRollup" WHERE requests <> 0 ORDER BY "level", at, series`)).rows;

test("rollups are the sums of the rows: late ones, those sent twice, those corrected, from several gateways at once", async () => {
  const ledgers = Array.from({ length: GATEWAYS }, (_, at) => {
    const gatewayId = `gw-${at}`;
    const own = new Pool({ connectionString: database.url, max: 2 });
    own.on("error", () => {});
    const ledger = new UsageLedger({ pool: own, gatewayId, folder: join(folder, gatewayId), mostBytes: 1 << 24, log: silent });
    return { ledger, own, random: randoms(at + 1), gatewayId };
  });
  await Promise.all(
    ledgers.map(async ({ ledger, own, random, gatewayId }) => {
      for (let at = 0; at < REQUESTS; at++) {
        const record = randomRecord(random, `${gatewayId}-${at}`);
        ledger.record(record);
        if (random() < 0.2) ledger.record(record);
        if (random() < 0.1) ledger.amend(leftLater(random, record));
        if (random() < 0.05) await ledger.ship();
        // Of an earlier batch: written already.
        if (random() < 0.05) ledger.amend(leftLater(random, record));
      }
      await ledger.stop();
      await own.end();
    }),
  );
  const { rows } = await pool.query(`SELECT count(*)::int AS rows, count(DISTINCT "requestId")::int AS requests FROM "UsageRecord"`);
  expect(rows).toEqual([{ rows: GATEWAYS * REQUESTS, requests: GATEWAYS * REQUESTS }]);
  for (const level of LEVELS) {
    const [kept, summed] = await both(level);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept).toEqual(summed);
  }
});

test("no row is without the partition of its day", async () => {
  const { rows } = await pool.query(
    `SELECT DISTINCT tableoid::regclass::text = '"UsageRecord_' || to_char("timestamp" AT TIME ZONE 'UTC', 'YYYYMMDD') || '"' AS its FROM "UsageRecord"`,
  );
  expect(rows).toEqual([{ its: true }]);
});

test("a corrected cost is in the sums at once, and one that is taken away is gone from them", async () => {
  await pool.query(
    `UPDATE "UsageRecord" SET "costUsd" = CASE WHEN "modelSent" = 'gpt-5' THEN 0.1234567890 WHEN "modelSent" = 'gpt-5-mini' THEN NULL ELSE "costUsd" END`,
  );
  for (const level of LEVELS) {
    const [kept, summed] = await both(level);
    expect(kept).toEqual(summed);
  }
});

test("rows that were written behind the triggers' back are counted by a rebuild, to the last digit of the histograms", async () => {
  const counted = await rollups();
  await pool.query(`DELETE FROM "UsageRollup" WHERE random() < 0.5`);
  await pool.query(
    `SELECT usage_rebuild(min("timestamp" AT TIME ZONE 'UTC')::date, max("timestamp" AT TIME ZONE 'UTC')::date) FROM "UsageRecord"`,
  );
  expect(await rollups()).toEqual(counted);
});

test("a rebuild beside gateways that write misses nothing and counts nothing twice", async () => {
  const ledger = new UsageLedger({ pool, gatewayId: "gw-beside", folder: join(folder, "beside"), mostBytes: 1 << 24, log: silent });
  const random = randoms(99);
  const rebuild = () => pool.query(`SELECT usage_rebuild((now() AT TIME ZONE 'UTC')::date - 4, (now() AT TIME ZONE 'UTC')::date)`);
  for (let round = 0; round < 5; round++) {
    for (let at = 0; at < 50; at++) ledger.record(randomRecord(random, `beside-${round}-${at}`));
    await Promise.all([ledger.ship(), rebuild()]);
  }
  await ledger.stop();
  for (const level of LEVELS) {
    const [kept, summed] = await both(level);
    expect(kept).toEqual(summed);
  }
});

test("a batch that waits in a circle with another writer is written all the same, at once", async () => {
  const said: string[] = [];
  const log = { ...silent, warn: (_: object, message: string) => said.push(message) };
  const ledger = new UsageLedger({ pool, gatewayId: "gw-circle", folder: join(folder, "circle"), mostBytes: 1 << 24, log });
  ledger.record(usageRecord({ requestId: "circle-1" }));
  await ledger.ship();
  const other = await pool.connect();
  const lock = (level: string) =>
    other.query(`UPDATE "UsageRollup" SET priced = priced WHERE "level" = $1::"RollupLevel" AND at <= '2026-09-22'`, [level]);
  await other.query("BEGIN");
  await lock("week");
  ledger.record(usageRecord({ requestId: "circle-2" }));
  const shipping = ledger.ship();
  const waits = () => pool.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
  while ((await waits()).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await lock("minute");
  await other.query("COMMIT");
  other.release();
  await shipping;
  await ledger.stop();
  const { rows } = await pool.query(`SELECT count(*)::int AS rows FROM "UsageRecord" WHERE "requestId" LIKE 'circle-%'`);
  expect([rows, said]).toEqual([[{ rows: 2 }], []]);
});
