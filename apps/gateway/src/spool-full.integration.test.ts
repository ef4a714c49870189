import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { createDatabase, type TestDatabase } from "@sluice/testkit/postgres";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepsAccount } from "./metering/keeps-account.ts";
import { UsageLedger } from "./metering/usage-ledger.ts";
import { type TcpWay, tcpWay } from "./runtime/testing/tcp-way.ts";
import { startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
/** Of about 400 bytes each. */
const ROWS_THAT_FIT = 5;
const CALLS = 12;

let database: TestDatabase;
let way: TcpWay;
let upstream: FakeUpstream;
beforeAll(async () => {
  database = await createDatabase();
  const { hostname, port } = new URL(database.url);
  way = await tcpWay(hostname, Number(port));
  upstream = await startFakeUpstream(
    json(200, { choices: [{ message: { content: "Yes." } }], usage: { prompt_tokens: 1, completion_tokens: 1 } }),
  );
});
afterAll(async () => {
  await upstream.close();
  await way.cut();
  await database.drop();
});

async function withLedger(whenFull: "serve" | "refuse", use: (gateway: TestGateway, ledger: UsageLedger) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "full-"));
  const through = new URL(database.url);
  through.host = `127.0.0.1:${way.port}`;
  const pool = new Pool({ connectionString: through.href, connectionTimeoutMillis: 500 });
  pool.on("error", () => {});
  const ledger = new UsageLedger({ pool, gatewayId: "gw-1", folder, mostBytes: ROWS_THAT_FIT * 400, log: silent });
  const plans = [{ id: "0190c0de-0000-7000-8000-0000000000b1", security: "KEY_LESS", rule: null }] as const;
  const api = testApi([target(upstream.origin)], { id: "0190c0de-0000-7000-8000-0000000000a1", plans });
  const gateway = await startTestGateway(api, {}, { reporter: ledger, accounts: () => keepsAccount(ledger, whenFull) });
  try {
    await use(gateway, ledger);
  } finally {
    await gateway.close();
    await ledger.stop();
    await pool.end();
    rmSync(folder, { recursive: true });
  }
}

async function ask({ url }: TestGateway, path = "/chat/completions"): Promise<Response> {
  const body = path === "/files" ? null : JSON.stringify({ model: "gpt", messages: [{ role: "user", content: "Is there room?" }] });
  const res = await fetch(url + path, { method: body === null ? "GET" : "POST", body });
  await res.arrayBuffer();
  return res;
}

async function askMany(gateway: TestGateway): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < CALLS; at++) statuses.push((await ask(gateway)).status);
  return statuses;
}

test("a full spool refuses what would leave no trace where it is set to, on every path, and takes it again once the database is back", async () => {
  await withLedger("refuse", async (gateway, ledger) => {
    await way.cut();
    const statuses = await askMany(gateway);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(statuses.at(-1)).toBe(503);
    const refused = await ask(gateway, "/files");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"]);
    const asked = upstream.seen.length;
    await way.mend();
    await ledger.ship();
    await ledger.ship();
    expect((await ask(gateway)).status).toBe(200);
    expect(upstream.seen.length).toBe(asked + 1);
  });
});

test("a full spool serves on where it is set to, and says how many rows it has lost", async () => {
  await withLedger("serve", async (gateway, ledger) => {
    await way.cut();
    expect(new Set(await askMany(gateway))).toEqual(new Set([200]));
    expect(ledger.status).toMatchObject({ full: true });
    expect(ledger.status.dropped).toBeGreaterThan(0);
    await way.mend();
  });
});
