import { once } from "node:events";
import type { Server } from "node:http";
import { join } from "node:path";
import { LimitNotes } from "@sluice/policies/counters/limit-notes";
import { pino } from "pino";
import { createApp } from "./app.ts";
import { ContentStore } from "./contents/content-store.ts";
import { type GatewayEnvironment, readEnvironment } from "./env.ts";
import { ClientCertificates } from "./http/client-certificates.ts";
import { createServer, createTlsServer } from "./http/create-server.ts";
import { followTls, readTls } from "./http/tls-files.ts";
import { type Log, reasonOf } from "./log.ts";
import { keepsAccount } from "./metering/keeps-account.ts";
import { LimitStandings } from "./metering/limit-standings.ts";
import { maintainUsage } from "./metering/maintain-usage.ts";
import { UsageLedger } from "./metering/usage-ledger.ts";
import { VerifiedTokens } from "./pipeline/credentials/verified-tokens.ts";
import { DEFAULT_LIMITS, type Gateway } from "./pipeline/gateway.ts";
import { startAnswers } from "./policies/start-answers.ts";
import { startCounters } from "./policies/start-counters.ts";
import { attachRealtime } from "./routes/realtime.ts";
import { type Runtime, startRuntime } from "./runtime/start-runtime.ts";
import { Metrics } from "./technical/metrics.ts";
import { createTechnicalApp } from "./technical/technical-app.ts";
import { readTelemetrySettings } from "./telemetry/read-settings.ts";
import type { Telemetry } from "./telemetry/start-telemetry.ts";
import { Authoriser } from "./upstream/authoriser.ts";
import { Introspections } from "./upstream/introspections.ts";
import { KeySets } from "./upstream/key-sets.ts";
import { Pools } from "./upstream/pools.ts";
import { sendWhole } from "./upstream/send-whole.ts";
import { VERSION } from "./version.ts";

/** Many callers may come in the same moment: those beyond the queue would wait a second for their next try. */
const BACKLOG = 4096;

/** Nobody logs these. An error of a library's may bring some along. */
const REDACTED = {
  paths: ["headers", "body", "authorization"].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  censor: "[hidden]",
};

const environment = readEnvironment(process.env);
if ("problems" in environment) {
  for (const problem of environment.problems) console.error(problem);
  process.exit(1);
}
const log = pino({ level: environment.logLevel, base: { gateway: environment.gatewayId }, redact: REDACTED });
try {
  await run(environment, log);
} catch (error) {
  log.fatal({ reason: reasonOf(error) }, "the gateway cannot start");
  process.exit(1);
}

/** Environment → runtime → ledger → servers. Resolves when both listen. */
async function run(env: GatewayEnvironment, log: Log): Promise<void> {
  const pools = new Pools();
  const authoriser = new Authoriser(pools);
  const counters = await startCounters({ ...env, log });
  const notes = new LimitNotes();
  const cached = startAnswers(env.redisUrl);
  const runtime = await startRuntime({
    ...env,
    mayBeSeveral: env.redisUrl !== null,
    version: VERSION,
    environment: process.env,
    policies: { nowMs: Date.now, counters: { ...counters.counters, notes }, answers: cached.answers, vectors: cached.vectors },
    send: (target, call, signal) => sendWhole({ pools, authoriser }, target, { ...call, signal }),
    log,
  });
  const { ledger, contents, metrics } = startAccounting(env, { runtime, log, openConnections: () => openConnections });
  const telemetry = await openTelemetry(env, log);
  const standings = new LimitStandings({ notes, pool: runtime.pool, log });
  const gateway: Gateway = {
    snapshot: runtime.snapshot,
    certificates: new ClientCertificates({ header: env.clientCertHeader, trustedProxies: env.trustedProxies }),
    keySets: new KeySets(pools, log),
    introspections: new Introspections(pools, log),
    verifiedTokens: new VerifiedTokens(),
    keyUses: runtime.keyUses,
    ready: () => runtime.ready,
    pools,
    authoriser,
    reporter: both(ledger, metrics),
    trustedProxies: env.trustedProxies,
    consoleOrigins: env.consoleOrigins,
    contents,
    telemetry,
    accounts: () => keepsAccount(ledger, env.spoolFull),
    limits: { ...DEFAULT_LIMITS, requestBytes: env.maxBodyBytes },
    log,
  };
  const server = await createConsumersServer(gateway, env);
  attachRealtime(server, gateway);
  let openConnections = 0;
  server.on("connection", (socket) => {
    openConnections++;
    socket.once("close", () => openConnections--);
  });
  const maintenance = maintainUsage(runtime.pool, log);
  let ending = false;
  const technical = createServer(createTechnicalApp({ status: () => runtime.status(), metrics, ending: () => ending }));
  await listen(technical, { port: env.adminPort, host: env.adminHost, name: "GATEWAY_ADMIN_PORT" });
  await listen(server, { port: env.port, host: env.host, name: "GATEWAY_PORT" });
  log.info({ consumers: server.address(), technical: technical.address() }, "the gateway listens");
  onEnd(log, async () => {
    ending = true;
    await finishCalls(server, env.shutdownMs);
    maintenance.stop();
    await ledger.stop();
    await contents.stop();
    await telemetry?.stop();
    await standings.stop();
    await runtime.stop();
    await counters.stop();
    cached.stop();
    await pools.close();
    technical.closeAllConnections();
    technical.close();
  });
}

/** Null, and not even read in, where nobody has said whom to tell. */
async function openTelemetry({ gatewayId }: GatewayEnvironment, log: Log): Promise<Telemetry | null> {
  const settings = readTelemetrySettings(process.env);
  if (settings === null) return null;
  const { startTelemetry } = await import("./telemetry/start-telemetry.ts");
  return startTelemetry({ settings, gatewayId, version: VERSION, log });
}

interface Accounted {
  readonly runtime: Runtime;
  readonly log: Log;
  readonly openConnections: () => number;
}

/** What is kept of requests, and counted of them. */
function startAccounting(env: GatewayEnvironment, { runtime, log, openConnections }: Accounted) {
  const { pool } = runtime;
  const folder = join(env.dataDir, env.gatewayId);
  const ledger = new UsageLedger({ pool, gatewayId: env.gatewayId, folder, mostBytes: env.spoolBytes, log });
  const contents = new ContentStore({ ...env.contents, pool, log });
  const metrics = new Metrics({
    version: VERSION,
    openConnections,
    ledger: () => ledger.status,
    contents: () => contents.status,
    apis: () => runtime.status().apis,
  });
  return { ledger, contents, metrics };
}

async function createConsumersServer(gateway: Gateway, { tls }: GatewayEnvironment): Promise<Server> {
  const app = createApp(gateway);
  if (tls === null) return createServer(app);
  const pair = await readTls(tls);
  const server = createTlsServer(pair, app);
  followTls(server, { files: tls, pair, log: gateway.log });
  return server;
}

function both(ledger: UsageLedger, metrics: Metrics): Gateway["reporter"] {
  return {
    record(record, ending) {
      metrics.record(record);
      ledger.record(record, ending);
    },
    amend: (record) => ledger.amend(record),
  };
}

async function listen(
  server: Server,
  { port, host, name }: { readonly port: number; readonly host: string | undefined; readonly name: string },
): Promise<void> {
  server.listen({ port, host, backlog: BACKLOG });
  try {
    await once(server, "listening");
  } catch (error) {
    const busy = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    throw busy ? new Error(`Port ${port} is in use. Stop what listens there, or set ${name} to another.`) : error;
  }
}

/** No new calls; those under way may end. What is still open after the grace period is cut. */
async function finishCalls(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  // A connection that was busy at first becomes idle later, and would wait for its client's next call.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, graceMs + 1_000).unref())]);
  clearInterval(idle);
  clearTimeout(cut);
}

/**
 * Ends in good order on SIGTERM and SIGINT, at once on a second one. A bug that nobody caught is logged and the process lives on:
 * requests share nothing that one of them could leave half changed, and ending would cut every other caller's stream.
 */
function onEnd(log: Log, end: () => Promise<void>): void {
  let ending = false;
  const stop = (signal: string) => {
    if (ending) process.exit(1);
    ending = true;
    log.info({ signal }, "the gateway ends; calls under way may finish");
    end().then(
      () => process.exit(0),
      (error) => {
        log.error({ reason: reasonOf(error) }, "the gateway did not end in good order");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("uncaughtException", (error) => log.error({ err: error }, "a fault that nobody caught"));
  process.on("unhandledRejection", (error) => log.error({ err: error }, "a fault that nobody caught"));
}
