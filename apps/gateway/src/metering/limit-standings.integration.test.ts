import { randomUUID } from "node:crypto";
import { LimitNotes } from "@sluice/policies/counters/limit-notes";
import { MemoryStore } from "@sluice/policies/counters/memory-store";
import { createDatabase, type TestDatabase } from "@sluice/testkit/postgres";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LimitStandings } from "./limit-standings.ts";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const [api, plan, application, subscription] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createDatabase();
  pool = new Pool({ connectionString: database.url });
  pool.on("error", () => {});
  await pool.query(`
    INSERT INTO "Api" (id, name, "apiVersion", definition, "createdBy", "updatedBy", "updatedAt") VALUES ('${api}', 'a', '1', '{}', 'x', 'x', now());
    INSERT INTO "Plan" (id, "apiId", name, "securityType", "updatedAt") VALUES ('${plan}', '${api}', 'p', 'API_KEY', now());
    INSERT INTO "Application" (id, name, "createdBy", "updatedAt") VALUES ('${application}', 'c', 'x', now());
    INSERT INTO "Subscription" (id, "applicationId", "planId", "apiId", status, "createdBy", "updatedAt")
      VALUES ('${subscription}', '${application}', '${plan}', '${api}', 'ACCEPTED', 'x', now())`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test("what is left is read from the counters and written over, in dollars where it is money; a subscription that is gone stops nothing", async () => {
  const notes = new LimitNotes();
  const standings = new LimitStandings({ notes, pool, log: silent });
  const time = { ms: Date.parse("2026-11-20T12:00:00Z") };
  const store = new MemoryStore({ nowMs: () => time.ms });
  const used = (unit: "TOKENS" | "DOLLARS", amount: number, whose: string = subscription) => {
    const of = unit === "DOLLARS" ? "cost" : "total";
    const window = { type: "rolling", lengthMs: 60_000 } as const;
    const claim = { key: `{api:${whose}}:step:${of}`, amount, limit: 5_000_000_000, window };
    store.reserve([claim], "spent");
    const told = { policy: "limit", identity: { step: "Limit" }, unit, keyed: false };
    notes.add({ consumer: { planId: plan, subscriptionId: whose } }, told, { claim, store });
  };
  const rows = async () =>
    (await pool.query(`SELECT "of", "limit"::float8, remaining::float8, "countedAt", "resetsAt" FROM "SubscriptionLimit" ORDER BY "of"`))
      .rows;
  used("DOLLARS", 1_500_000_000);
  used("TOKENS", 1_000, randomUUID());
  used("TOKENS", 1_000);
  await standings.write();
  const [countedAt, resetsAt] = [new Date(time.ms), new Date(time.ms + 60_000)];
  expect(await rows()).toEqual([
    { of: "cost", limit: 5, remaining: 3.5, countedAt, resetsAt },
    { of: "total", limit: 5_000_000_000, remaining: 4_999_999_000, countedAt, resetsAt },
  ]);
  time.ms += 1_000;
  used("DOLLARS", 500_000_000);
  await standings.stop();
  expect((await rows())[0]).toMatchObject({ remaining: 3, countedAt: new Date(time.ms) });
});
