import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeUpstream, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { createDatabase, type TestDatabase } from "@sluice/testkit/postgres";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UsageLedger } from "./metering/usage-ledger.ts";
import type { DrainBounds } from "./runtime/compiled-api.ts";
import { type TcpWay, tcpWay } from "./runtime/testing/tcp-way.ts";
import { type Episode, episode, told } from "./testing/accounting/episode.ts";
import { startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

/** Requests with everything that can go wrong. More of them by hand: `ACCOUNTING_RUNS=100000`. */
const RUNS = Number(process.env["ACCOUNTING_RUNS"] ?? 1_000);
const AT_ONCE = 50;
/** What is done to a provider's answer whose caller has left, a third of the runs each. */
const POLICIES: readonly (DrainBounds | null)[] = [null, { ms: 10_000, tokens: 1_000_000 }, { ms: 20, tokens: 50 }];
const PATIENT = 1;
/** A provider that falls silent is given up after this. */
const SILENCE_MS = 1_000;
const API_ID = "0190c0de-0000-7000-8000-0000000000a1";
const PLAN_ID = "0190c0de-0000-7000-8000-0000000000b1";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

let database: TestDatabase;
let way: TcpWay;
let pool: Pool;
let folder: string;
let ledger: UsageLedger;
let upstream: FakeUpstream;
let gateway: TestGateway;
let arrived = 0;
const episodes = Array.from({ length: RUNS }, (_, run) => episode(run));
/** Runs whose provider has said all that it had to say, its count at the end, to a gateway that took it. */
const delivered = new Set<string>();
const stayed = new Set<string>();

beforeAll(async () => {
  database = await createDatabase();
  const { hostname, port } = new URL(database.url);
  way = await tcpWay(hostname, Number(port));
  const through = new URL(database.url);
  through.host = `127.0.0.1:${way.port}`;
  pool = new Pool({ connectionString: through.href, connectionTimeoutMillis: 500 });
  pool.on("error", () => {});
  folder = mkdtempSync(join(tmpdir(), "accounting-"));
  ledger = openLedger("live");
  upstream = await startFakeUpstream((res, { body }) => answer(res, JSON.parse(body) as Asked));
  gateway = await startTestGateway(testApi([]), {}, { reporter: ledger });
  gateway.server.on("request", () => arrived++);
  await play();
}, 300_000);
afterAll(async () => {
  await gateway.close();
  await upstream.close();
  await pool.end();
  await way.cut();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function openLedger(name: string): UsageLedger {
  return new UsageLedger({ pool, gatewayId: "gw-1", folder: join(folder, name), mostBytes: 1 << 30, log: silent });
}

interface Asked {
  readonly model: string;
  readonly stream?: boolean;
}

const attempts = new Map<string, number>();

async function answer(res: ServerResponse, { model, stream = false }: Asked): Promise<void> {
  const nth = attempts.get(model) ?? 0;
  attempts.set(model, nth + 1);
  const run = episodes[Number(model.slice("run-".length))];
  const how = run?.answers[nth];
  if (run === undefined || how === undefined) return void res.socket?.destroy();
  res.on("finish", () => {
    if (how.end === "well" && how.status === 200) delivered.add(model);
  });
  for (const { piece, afterMs } of told(run, { how, stream })) {
    await sleep(afterMs);
    if (res.destroyed) return;
    if (!res.headersSent)
      res.writeHead(how.status, { "content-type": stream && how.status === 200 ? "text/event-stream" : "application/json" });
    if (!res.write(piece)) await Promise.race([once(res, "drain"), once(res, "close")]);
  }
  if (how.end === "well") res.end();
  else if (how.end === "cut") res.socket?.destroy();
}

async function call(run: Episode): Promise<void> {
  const leaving = new AbortController();
  const timer = run.leavesAfterMs === null ? undefined : setTimeout(() => leaving.abort(), run.leavesAfterMs);
  const body = JSON.stringify({ model: run.model, max_tokens: 100, messages: [{ role: "user", content: run.prompt }], stream: run.stream });
  try {
    const res = await fetch(gateway.url + run.path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal: leaving.signal,
    });
    await res.text();
    stayed.add(run.model);
  } catch {
    // It left, or was cut off.
  } finally {
    clearTimeout(timer);
  }
}

/** All runs, a policy after the other, while the database comes and goes, and what is on disk is found by a second gateway, as after a crash. */
async function play(): Promise<void> {
  let over = false;
  const troubles = trouble(() => over);
  for (const [at, drain] of POLICIES.entries()) {
    const own = episodes.filter(({ run }) => run % POLICIES.length === at);
    gateway.api = testApi([], {
      id: API_ID,
      drain,
      maxRetries: 1,
      plans: [{ id: PLAN_ID, security: "KEY_LESS", rule: null }],
      routes: new Map(own.map((run) => [run.model, { pick: () => targetsOf(run) }])),
    });
    const waiting = own.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const run of waiting) await call(run);
      }),
    );
    // What is still listened to keeps its API; its bounds end it.
    await sleep(SILENCE_MS * 2);
  }
  over = true;
  const replays = await troubles;
  await way.mend();
  for (const one of [...replays, ledger]) await one.stop();
}

function targetsOf({ model: name, path }: Episode) {
  const http = { connectTimeout: 1_000, firstByteTimeout: SILENCE_MS, idleTimeout: SILENCE_MS };
  const model = { name, inputPrice: 1, outputPrice: 2, aliases: [], parametersOverride: {} };
  const wire = path === "/v1/messages" ? ({ provider: "ANTHROPIC", speaksOpenAi: false } as const) : {};
  const one = target(upstream.origin, { http, model, ...wire });
  return [one, one];
}

async function trouble(isOver: () => boolean): Promise<readonly UsageLedger[]> {
  const replays: UsageLedger[] = [];
  for (let round = 0; !isOver(); round++) {
    await sleep(120);
    await way.cut();
    await sleep(round % 3 === 0 ? 400 : 60);
    if (round < 8) {
      // As a process that was killed now would have left it.
      cpSync(join(folder, "live"), join(folder, `replay-${round}`), { recursive: true });
      replays.push(openLedger(`replay-${round}`));
    }
    await way.mend();
  }
  return replays;
}

interface Row {
  readonly requestId: string;
  readonly modelAsked: string | null;
  readonly status: number;
  readonly provenance: string;
  readonly prompt: number;
  readonly completion: number;
  readonly cached: number | null;
  readonly estimateError: number | null;
  readonly detail: { readonly attempts?: readonly { readonly error: string | null }[] } | null;
}

async function readRows(): Promise<readonly Row[]> {
  const { rows } =
    await pool.query<Row>(`SELECT "requestId", "modelAsked", status, provenance, "cacheReadTokens" AS cached, "estimateError", detail,
    coalesce("inputTokens", 0) + coalesce("cacheReadTokens", 0) AS prompt, coalesce("outputTokens", 0) + coalesce("reasoningTokens", 0) AS completion
    FROM "UsageRecord"`);
  return rows;
}

/** Provider and gateway share a busy process here: an answer may be given up while it waits to be read. */
const gaveUp = (row: Row | undefined) => row?.detail?.attempts?.some(({ error }) => error === "upstream_timeout") === true;
const counted = ({ provenance }: Row) => provenance === "reported" || provenance === "drained";

describe(`after ${RUNS} requests whose callers leave, whose providers fail, and whose database comes and goes,`, () => {
  test("there are as many rows as requests, and each is there once", async () => {
    const rows = await readRows();
    expect(rows).toHaveLength(arrived);
    expect(new Set(rows.map(({ requestId }) => requestId)).size).toBe(arrived);
    const asked = rows.flatMap(({ modelAsked }) => modelAsked ?? []);
    expect(new Set(asked).size).toBe(asked.length);
    expect(ledger.status).toMatchObject({ spoolBytes: 0, refused: 0, dropped: 0 });
  });

  test("what providers have counted is in the rows, to the token", async () => {
    const rows = (await readRows()).filter(counted);
    const sums = { prompt: 0, completion: 0 };
    for (const { modelAsked, prompt, completion, cached } of rows) {
      const { usage } = episodes[Number(modelAsked?.slice("run-".length))] as Episode;
      expect([modelAsked, prompt, completion, cached]).toEqual([modelAsked, usage.prompt, usage.completion, usage.cached]);
      sums.prompt += usage.prompt;
      sums.completion += usage.completion;
    }
    const { rows: total } = await pool.query(`SELECT sum(coalesce("inputTokens", 0) + coalesce("cacheReadTokens", 0))::int AS prompt,
      sum(coalesce("outputTokens", 0) + coalesce("reasoningTokens", 0))::int AS completion FROM "UsageRecord" WHERE provenance IN ('reported', 'drained')`);
    expect(total[0]).toEqual(sums);
    expect(rows.length).toBeGreaterThan(RUNS / 5);
  });

  test("no count that a provider has given is missing where its caller stayed, or the API drains", async () => {
    const rows = new Map((await readRows()).map((row) => [row.modelAsked, row]));
    const missing = episodes.filter((run) => {
      const isHeard = stayed.has(run.model) || run.run % POLICIES.length === PATIENT;
      const row = rows.get(run.model);
      return delivered.has(run.model) && run.counts && isHeard && !gaveUp(row) && !(row && counted(row));
    });
    expect(
      missing.map(({ run, path, stream, answers, leavesAfterMs }) => ({
        run,
        path,
        stream,
        answers,
        leavesAfterMs,
        row: rows.get(`run-${run}`),
      })),
    ).toEqual([]);
    expect([...rows.values()].filter(({ provenance }) => provenance === "drained").length).toBeGreaterThan(RUNS / 100);
  });

  test("what is estimated says how far it may be off, and what nobody paid says nothing", async () => {
    const rows = await readRows();
    const estimated = rows.filter(({ provenance }) => provenance === "estimated");
    expect(estimated.length).toBeGreaterThan(RUNS / 50);
    for (const { prompt, estimateError } of estimated) expect([prompt > 0, (estimateError ?? 0) > 0]).toEqual([true, true]);
    for (const { prompt, completion } of rows.filter(({ provenance }) => provenance === "none"))
      expect([prompt, completion]).toEqual([0, 0]);
  });

  test.each(["minute", "hour", "day"])("the sums of each %s are those of its rows", async (level) => {
    const sums = `count(*)::int AS n, sum(requests)::int AS requests, sum("inputTokens")::int AS input, sum("cacheReadTokens")::int AS cached,
      sum("outputTokens")::int AS output, sum("reasoningTokens")::int AS reasoning, sum("costUsd")::text AS cost, sum("estimateError")::int AS error`;
    const { rows: rolled } = await pool.query(
      `SELECT model, provenance, status, ${sums.replace("count(*)::int AS n, ", "")} FROM "UsageRollup" JOIN "UsageSeries" ON id = series
       WHERE level = $1::"RollupLevel" AND requests > 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      [level],
    );
    const { rows } = await pool.query(`SELECT "modelSent" AS model, provenance, status, count(*)::int AS requests,
      coalesce(sum("inputTokens"), 0)::int AS input, coalesce(sum("cacheReadTokens"), 0)::int AS cached, coalesce(sum("outputTokens"), 0)::int AS output,
      coalesce(sum("reasoningTokens"), 0)::int AS reasoning, coalesce(sum("costUsd"), 0)::decimal(28, 10)::text AS cost, coalesce(sum("estimateError"), 0)::int AS error
      FROM "UsageRecord" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
    expect(rolled).toEqual(rows);
  });
});
