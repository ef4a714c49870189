import { randomUUID } from "node:crypto";
import { zstdDecompressSync } from "node:zlib";
import { createDatabase } from "@sluice/testkit/postgres";
import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Log } from "../log.ts";
import type { RequestContext } from "../policies/request-context.ts";
import type { CompiledLogging } from "../runtime/compiled-logging.ts";
import { ContentCapture } from "./content-capture.ts";
import { ContentStore } from "./content-store.ts";

const DAY_MS = 86_400_000;
const logging: CompiledLogging = {
  request: true,
  response: true,
  entrypoint: true,
  endpoint: false,
  headers: true,
  payload: true,
  condition: null,
  samplingPercent: 100,
  retentionDays: null,
  keyHeaders: [],
  masksPersonalData: false,
};

let database: Awaited<ReturnType<typeof createDatabase>>;
let pool: Pool;
const logged: unknown[] = [];
const write = (details: object, message: string) => void logged.push({ ...details, message });
const log: Log = { debug: write, info: write, warn: write, error: write };
beforeAll(async () => {
  database = await createDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  logged.length = 0;
  await pool.query('DELETE FROM "RequestContent"');
});

function start(mostQueueBytes = 1 << 20, from: Pick<Pool, "query"> = pool): ContentStore {
  return new ContentStore({ pool: from as Pool, days: 7, mostBodyBytes: 4_096, mostQueueBytes, log });
}

/** A request whose answer has ended. */
function request(store: ContentStore, change: Partial<CompiledLogging> = {}): ContentCapture {
  const capture = new ContentCapture({
    requestId: randomUUID(),
    apiId: randomUUID(),
    kind: "chat",
    logging: { ...logging, ...change },
    context: {} as RequestContext,
    sampled: true,
    contents: store,
  });
  capture.arrived([["content-type", "application/json"]], Buffer.from(JSON.stringify({ model: "gpt", text: "word ".repeat(50) })));
  capture.finish(200, true);
  return capture;
}

const rows = async () => (await pool.query('SELECT * FROM "RequestContent" ORDER BY "expiresAt"')).rows;

test("contents are in the database a little later, each once, compressed, for as long as their API or the gateway says", async () => {
  const store = start();
  const [usual, longer] = [request(store), request(store, { retentionDays: 30 })];
  store.offer(usual);
  expect(store.status.queueBytes).toBeGreaterThan(0);
  await store.write();
  const found = await rows();
  expect(found.map(({ requestId }) => requestId)).toEqual([usual.requestId, longer.requestId]);
  expect(found.map(({ timestamp, expiresAt }) => (expiresAt - timestamp) / DAY_MS)).toEqual([7, 30]);
  const text = zstdDecompressSync(found[0].content).toString();
  expect(text).toContain("word word");
  expect(found[0].content.length).toBeLessThan(text.length / 2);
  expect(store.status).toMatchObject({ queueBytes: 0, dropped: 0 });
  await store.stop();
});

test("a full queue drops contents loudly, and takes them again when there is room", async () => {
  const store = start(10_000);
  const fates = Array.from({ length: 20 }, () => request(store).judge(200));
  const dropped = fates.filter((fate) => fate === "dropped").length;
  expect(dropped).toBeGreaterThan(10);
  expect(store.status.dropped).toBe(dropped);
  expect(store.status.queueBytes).toBeLessThan(20_000);
  expect(logged).toContainEqual({ dropped: 1, reason: expect.any(String), message: "contents of requests were dropped" });
  expect(logged.length).toBeLessThan(5);
  await store.write();
  expect(await rows()).toHaveLength(20 - dropped);
  expect(request(store).judge(200)).toBe("kept");
  await store.stop();
});

test("a database that is away for a moment costs nothing, one that stays away costs contents and no more", async () => {
  let failures = 2;
  const query = async (...asked: Parameters<Pool["query"]>) => {
    if (failures-- > 0) throw new Error("the database is away");
    return pool.query(...(asked as unknown as [string, unknown[]]));
  };
  const store = start(1 << 20, { query } as unknown as Pool);
  request(store);
  await store.write();
  expect([store.status.written, store.status.dropped]).toEqual([1, 0]);
  failures = Number.POSITIVE_INFINITY;
  request(store);
  await store.write();
  expect([store.status.written, store.status.dropped, store.status.queueBytes]).toEqual([1, 1, 0]);
}, 15_000);

test("what has expired is deleted, in batches, and nothing else", async () => {
  await pool.query(`INSERT INTO "RequestContent" ("requestId", "apiId", "timestamp", "expiresAt", content)
    SELECT 'old-' || n, '${randomUUID()}'::uuid, now(), now() - interval '1 minute', ''::bytea FROM generate_series(1, 2500) n
    UNION ALL SELECT 'new', '${randomUUID()}'::uuid, now(), now() + interval '1 minute', ''`);
  const store = start();
  await store.expire();
  expect((await rows()).map(({ requestId }) => requestId)).toEqual(["new"]);
  await store.stop();
});
