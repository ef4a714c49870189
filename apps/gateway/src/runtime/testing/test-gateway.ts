import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testSources } from "@sluice/policies/testing/test-sources";
import { Pool } from "pg";
import type { Log } from "../../log.ts";
import type { SendWhole } from "../check-endpoint.ts";
import { type Runtime, type RuntimeOptions, startRuntime } from "../start-runtime.ts";
import { definition, endpoint, group } from "./deployed.ts";
import { tcpWay } from "./tcp-way.ts";

export const ENCRYPTION_KEY = randomBytes(32).toString("base64");

/** A database, a way to it that can be cut, a folder, and gateways on them. */
export interface TestGateways {
  readonly pool: Pool;
  readonly url: string;
  readonly folder: string;
  /** Lines of all gateways' logs, with what goes with them. */
  readonly log: string[];
  start(options?: Partial<RuntimeOptions>): Promise<Runtime>;
  /** Cuts the way to the database, or opens it again, as a restart of Postgres does. */
  cut(): Promise<void>;
  /** Lets nothing through any more and closes nothing, as when the database's machine vanishes, until it is cut. */
  stall(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** On a database of the test's own, which is dropped with the rest. */
export async function testGateways(database: OwnDatabase): Promise<TestGateways> {
  const direct = new URL(database.url);
  const way = await tcpWay(direct.hostname, Number(direct.port));
  const through = new URL(database.url);
  through.hostname = "127.0.0.1";
  through.port = String(way.port);
  const pool = new Pool({ connectionString: database.url, max: 4 });
  // Dropping the database ends connections that are still closing.
  pool.on("error", () => {});
  const folder = await mkdtemp(join(tmpdir(), "sluice-"));
  const log: string[] = [];
  const running = new Set<Runtime>();
  const start = async (options: Partial<RuntimeOptions> = {}) => {
    const runtime = await startRuntime({ ...usualOptions(through.href, folder, keptIn(log)), ...options });
    running.add(runtime);
    return runtime;
  };
  const close = async () => {
    for (const runtime of running) await runtime.stop();
    await way.cut();
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { pool, url: through.href, folder, log, start, cut: way.cut, stall: way.stall, mend: way.mend, close };
}

function usualOptions(databaseUrl: string, dataDir: string, log: Log): RuntimeOptions {
  const send: SendWhole = async () => {
    throw new Error("no provider in this test");
  };
  return {
    databaseUrl,
    dataDir,
    log,
    send,
    encryptionKey: ENCRYPTION_KEY,
    gatewayId: `gw-${randomUUID().slice(0, 8)}`,
    pollMs: 60_000,
    mayBeSeveral: true,
    policies: testSources(),
    version: "test",
    environment: {},
  };
}

function keptIn(lines: string[]): Log {
  const keep = (details: object, message: string) => void lines.push(`${message} ${JSON.stringify(details)}`);
  return { debug: keep, info: keep, warn: keep, error: keep };
}

export function apiDefinition(path: string, rest: { model?: string; target?: string; name?: string } = {}): Record<string, unknown> {
  const { model = "gpt", target = "http://provider.test/v1", name = path.slice(1) } = rest;
  const groups = [group("Main", [endpoint("one", { models: [model], configuration: { target } })])];
  return definition(groups, { name, listeners: [{ paths: [{ path }], entrypoints: [{ type: "llm-proxy" }] }] });
}

/** What the console writes when an API is deployed. Says so unless told not to. */
export async function deploy(
  pool: Pool,
  { apiId = randomUUID() as string, revision = 1, stored = {}, silent = false }: DeployInput,
): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      `INSERT INTO "Api" (id, name, "apiVersion", definition, "createdBy", "updatedBy", "updatedAt") VALUES ($1, 'Test', '1', '{}', 'test', 'test', now()) ON CONFLICT (id) DO NOTHING`,
      [apiId],
    );
    await client.query(`INSERT INTO "Deployment" ("apiId", revision, definition, "createdBy") VALUES ($1, $2, $3, 'test')`, [
      apiId,
      revision,
      JSON.stringify(stored),
    ]);
    await client.query(`UPDATE "Api" SET state = 'STARTED', "deployedRevision" = $2 WHERE id = $1`, [apiId, revision]);
    if (!silent) await client.query(`SELECT pg_notify('sluice', $1)`, [`api:${apiId}`]);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  return apiId;
}

interface DeployInput {
  readonly apiId?: string;
  readonly revision?: number;
  readonly stored?: unknown;
  readonly silent?: boolean;
}

export async function stopApi(pool: Pool, apiId: string): Promise<void> {
  await pool.query(`UPDATE "Api" SET state = 'STOPPED' WHERE id = $1`, [apiId]);
  await pool.query(`SELECT pg_notify('sluice', $1)`, [`api:${apiId}`]);
}

export interface Subscribed {
  readonly hash: string;
  readonly keyId: string;
  readonly subscriptionId: string;
  readonly applicationId: string;
  readonly planId: string;
}

/** An application with an accepted subscription and one key, as the console writes them. */
export async function subscribe(pool: Pool, apiId: string): Promise<Subscribed> {
  const [planId, applicationId, subscriptionId, keyId, hash] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await pool.query(`INSERT INTO "Plan" (id, "apiId", name, "securityType", "updatedAt") VALUES ($1, $2, 'Key', 'API_KEY', now())`, [
    planId,
    apiId,
  ]);
  await pool.query(`INSERT INTO "Application" (id, name, "createdBy", "updatedAt") VALUES ($1, 'App', 'test', now())`, [applicationId]);
  await pool.query(
    `INSERT INTO "Subscription" (id, "applicationId", "planId", "apiId", status, "createdBy", "updatedAt") VALUES ($1, $2, $3, $4, 'ACCEPTED', 'test', now())`,
    [subscriptionId, applicationId, planId, apiId],
  );
  await pool.query(`INSERT INTO "ApiKey" (id, "subscriptionId", hash, hint, "updatedAt") VALUES ($1, $2, $3, '', now())`, [
    keyId,
    subscriptionId,
    hash,
  ]);
  await notify(pool, `subscription:${subscriptionId}`);
  return { hash, keyId, subscriptionId, applicationId, planId };
}

export async function notify(pool: Pool, payload: string): Promise<void> {
  await pool.query(`SELECT pg_notify('sluice', $1)`, [payload]);
}

/** Waits for something to become true; fails with its name after ten seconds. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs) throw new Error(`It did not come to pass: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
