import { randomBytes } from "node:crypto";
import { readUsage } from "@sluice/management/analytics/read-usage";
import { connectManagement } from "@sluice/management/connect-management";
import type { ManagementContext } from "@sluice/management/context";
import { exportLogs } from "@sluice/management/logs/export-logs";
import { getLog } from "@sluice/management/logs/get-log";
import { listLogs } from "@sluice/management/logs/list-logs";
import { ManagementError } from "@sluice/management/management-error";
import pg from "pg";
import { stepOf } from "../../apps/console/src/components/charts/scale.ts";
import { createDatabase, startPostgres } from "../../packages/testkit/src/postgres.ts";
import { BUSIEST, fillUsage } from "./fill-usage.ts";

/** What a page may wait for its slowest query (goals: 300 ms, 100 ms). */
const CEILING_P95_MS = 1_000;
const ROUNDS = 20;
const DAY_MS = 86_400_000;

interface Query {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** Fills so many requests into a Postgres of its own, and prints how long what the pages ask takes. Returns whether all is below the ceiling. */
export async function measureStorage(rows: number): Promise<boolean> {
  const postgres = await startPostgres();
  try {
    const { url } = await createDatabase(postgres.url);
    const beganMs = performance.now();
    await fillUsage(url, rows, (day, days) => {
      if (day % 73 === 0) console.log(`filled ${Math.round((100 * day) / days)} %`);
    });
    console.log(`${rows.toLocaleString("en")} rows and their sums: ${((performance.now() - beganMs) / 1_000).toFixed(0)} s\n`);
    return await measureQueries(url);
  } finally {
    await postgres.stop();
  }
}

/** Prints the disk that a filled database takes, and the p95 of every query that the pages make. */
export async function measureQueries(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { db, secretBox } = await connectManagement({ databaseUrl, encryptionKey: randomBytes(32).toString("base64") });
  const actor = { id: "bench", name: "Bench", kind: "session", role: "administrator", scopes: null, ip: null } as const;
  const settings = { gatewayUrl: "http://localhost:8082", simulatorUrl: null };
  try {
    await printSizes(client);
    const context: ManagementContext = { db, secretBox, actor, settings, now: () => new Date() };
    return await measure(await queriesOf(context, BUSIEST));
  } finally {
    await db.$disconnect();
    await client.end();
  }
}

async function queriesOf(
  context: ManagementContext,
  { api, application }: { readonly api: string; readonly application: string },
): Promise<Query[]> {
  const usage = (query: Readonly<Record<string, string>>) => granted(readUsage(context, query));
  const logs = (query: Readonly<Record<string, string>>) => granted(listLogs(context, { perPage: "50", ...query }));
  const first = await logs({ apiId: api });
  const next = first.pagination.next ?? "";
  const monthAgo = new Date(Date.now() - 30 * DAY_MS).toISOString();
  const yearAgo = new Date(Date.now() - 360 * DAY_MS).toISOString();
  return [
    ...page("overview, a day", 1, (range) => [
      { name: "total", run: () => usage(range) },
      { name: "by hour", run: () => usage({ ...range, interval: "1h" }) },
      { name: "by API and status", run: () => usage({ ...range, groupBy: "apiId,status" }) },
    ]),
    ...[1, 30, 365].flatMap((days) => page(`an API, ${days} d`, days, (range) => analytics(usage, days, { ...range, apiId: api }))),
    ...[1, 30, 365].flatMap((days) => page(`everything, ${days} d`, days, (range) => analytics(usage, days, range))),
    ...page("an application, 30 d", 30, (range) => {
      const untimed = { ...range, applicationId: application, durations: "false" };
      return [
        { name: "total", run: () => usage(untimed) },
        { name: "by day", run: () => usage({ ...untimed, interval: "1d" }) },
        { name: "by subscription", run: () => usage({ ...untimed, groupBy: "subscriptionId" }) },
      ];
    }),
    { name: "logs: first page", run: () => logs({}) },
    { name: "logs: an API's, 24 h", run: () => logs({ apiId: api, from: new Date(Date.now() - DAY_MS).toISOString() }) },
    { name: "logs: an API's failures, a year", run: () => logs({ apiId: api, status: "502", from: yearAgo }) },
    { name: "logs: a model's, a month", run: () => logs({ model: "model-11", from: monthAgo }) },
    { name: "logs: what there is none of", run: () => logs({ errorCode: "no_such_code", from: yearAgo }) },
    { name: "logs: next page", run: () => logs({ apiId: api, cursor: next }) },
    { name: "logs: a year back", run: () => logs({ apiId: api, to: yearAgo }) },
    { name: "logs: the first 1,000 of an export", run: () => firstOfExport(context, { apiId: api, format: "jsonl" }) },
    { name: "logs: one request", run: () => granted(getLog(context, first.data[0]?.requestId ?? "")) },
  ];
}

async function firstOfExport(context: ManagementContext, query: Readonly<Record<string, string>>): Promise<void> {
  const { text } = await granted(exportLogs(context, query));
  for await (const _lines of text) return;
}

/** What an Analytics page asks. */
function analytics(
  usage: (query: Readonly<Record<string, string>>) => Promise<unknown>,
  days: number,
  range: Readonly<Record<string, string>>,
): Query[] {
  const { interval } = stepOf(days * DAY_MS);
  const untimed = { ...range, durations: "false" };
  return [
    { name: "total", run: () => usage(range) },
    { name: "by time", run: () => usage({ ...range, interval }) },
    { name: "by time and model", run: () => usage({ ...untimed, interval, groupBy: "model" }) },
    { name: "by time and status", run: () => usage({ ...untimed, interval, groupBy: "status" }) },
    { name: "by application", run: () => usage({ ...range, groupBy: "applicationId" }) },
    { name: "by model", run: () => usage({ ...range, groupBy: "model" }) },
    { name: "by error and application", run: () => usage({ ...untimed, groupBy: "errorCode,applicationId" }) },
  ];
}

/** The queries of a page one by one, and all at once as the page asks them. */
function page(name: string, days: number, of: (range: { readonly from: string; readonly to: string }) => readonly Query[]): Query[] {
  const rangeNow = () => ({ from: new Date(Date.now() - days * DAY_MS).toISOString(), to: new Date().toISOString() });
  const queries = of(rangeNow());
  return [
    ...queries.map((query) => ({ name: `${name}: ${query.name}`, run: query.run })),
    { name: `${name}: the whole page`, run: () => Promise.all(of(rangeNow()).map(({ run }) => run())) },
  ];
}

async function granted<T>(result: Promise<T | ManagementError>): Promise<T> {
  const value = await result;
  if (value instanceof ManagementError) throw new Error(`refused: ${JSON.stringify(value.body())}`);
  return value;
}

async function measure(queries: readonly Query[]): Promise<boolean> {
  let slowest = 0;
  console.log(`${"".padEnd(44)}p50 ms    p95 ms`);
  for (const { name, run } of queries) {
    await run();
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const beganMs = performance.now();
      await run();
      times.push(performance.now() - beganMs);
    }
    times.sort((a, b) => a - b);
    const [p50 = 0, p95 = 0] = [times[ROUNDS >> 1], times[Math.ceil(ROUNDS * 0.95) - 1]];
    slowest = Math.max(slowest, p95);
    console.log(`${name.padEnd(42)}${p50.toFixed(1).padStart(8)}${p95.toFixed(1).padStart(10)}`);
  }
  console.log(`\nslowest p95: ${slowest.toFixed(0)} ms (ceiling ${CEILING_P95_MS}, goal 300)`);
  return slowest <= CEILING_P95_MS;
}

async function printSizes(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; rows: string; size: string }>(`
    SELECT regexp_replace(relname, '_(\\d{8}|default)$', '') AS name, sum(greatest(reltuples, 0))::bigint::text AS rows,
      pg_size_pretty(sum(pg_total_relation_size(oid))) AS size
    FROM pg_class WHERE relkind = 'r' AND relname LIKE 'Usage%' GROUP BY 1 ORDER BY 1`);
  for (const { name, rows: count, size } of rows)
    console.log(`${name.padEnd(24)}${Number(count).toLocaleString("en").padStart(14)} rows ${size.padStart(10)}`);
  console.log();
}
