import { networkInterfaces } from "node:os";
import path from "node:path";
import type { PostgresServer } from "../postgres/server.ts";
import { type Child, type ChildOrder, startChild } from "./children.ts";
import { prepareConsole } from "./console-build.ts";
import { encryptionKey, prepareDataFolder } from "./data-folder.ts";
import { migrate, openDatabase, setUp } from "./database.ts";
import { childEnvironment, type Settings } from "./environment.ts";
import { SERVER_FLAGS } from "./node-flags.ts";
import { refuseBusyPorts } from "./ports.ts";
import { step } from "./progress.ts";
import { CACHE, ROOT } from "./root.ts";
import { claimDataFolder, leaveDataFolder, recordChildren } from "./run-record.ts";
import { StopSign } from "./stop-sign.ts";

export type Mode = "start" | "dev";

/** What runs, from the first moment on: `stop` may be called at any time, in the middle of a start too. */
export class Stack {
  readonly #settings: Settings;
  readonly #mode: Mode;
  #postgres: PostgresServer | null = null;
  #children: readonly Child[] = [];
  #claimed = false;
  #stopping: Promise<void> | null = null;

  constructor(settings: Settings, mode: Mode) {
    this.#settings = settings;
    this.#mode = mode;
  }

  /** Starts everything; resolves when all of it answers. */
  async start(): Promise<void> {
    const settings = this.#settings;
    prepareDataFolder(settings.dataFolder);
    await claimDataFolder(settings.dataFolder);
    this.#claimed = true;
    await refuseBusyPorts(settings);
    const key = encryptionKey(settings.dataFolder, settings.encryptionKey);
    // Side by side: a build uses the processor, and a database that starts mostly waits. The first to fail decides.
    const [consoleServer, databaseUrl] = await Promise.all([this.#mode === "dev" ? null : prepareConsole(), this.#openDatabase()]);
    const env = productEnvironment(settings, databaseUrl, key);
    const started = step("Started gateway, simulator and console", () => this.#startChildren(orders(settings, env, consoleServer)));
    await Promise.all([setUp(databaseUrl, key), started]);
  }

  async #openDatabase(): Promise<string> {
    const database = await openDatabase(this.#settings);
    this.#postgres = database.server;
    await migrate(database.url);
    return database.url;
  }

  /** Resolves with a sentence when something that runs ends by itself. */
  async died(): Promise<string> {
    const deaths = this.#children.map((child) => child.died);
    if (this.#postgres) deaths.push(this.#postgres.died.then((lines) => `Postgres ended unexpectedly.\n\n${lines}`));
    return Promise.race(deaths);
  }

  /** In order: those who serve first (the gateway finishes its calls), then the database that they write to. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** For the second Ctrl-C. */
  kill(): void {
    for (const child of this.#children) child.kill();
  }

  async #startChildren(childOrders: readonly ChildOrder[]): Promise<void> {
    const logs = path.join(this.#settings.dataFolder, "logs");
    this.#children = childOrders.map((order) => startChild(order, logs));
    recordChildren(
      this.#settings.dataFolder,
      this.#children.map((child) => child.pid),
    );
    const ready = Promise.all(this.#children.map((child) => child.ready())).then(() => null);
    const failure = await Promise.race([ready, this.died()]);
    if (failure !== null) throw new StopSign(failure);
  }

  async #stopAll(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.stop()));
    await this.#postgres?.stop();
    if (this.#claimed) leaveDataFolder(this.#settings.dataFolder);
  }
}

function productEnvironment(settings: Settings, databaseUrl: string, key: string): NodeJS.ProcessEnv {
  const ports = Object.fromEntries(Object.entries(settings.ports).map(([name, port]) => [name, String(port)]));
  return childEnvironment({
    ...ports,
    DATABASE_URL: databaseUrl,
    SLUICE_ENCRYPTION_KEY: key,
    SLUICE_DATA_DIR: settings.dataFolder,
    SLUICE_GATEWAY_URL: settings.gatewayUrl,
    SLUICE_SIMULATOR_URL: settings.simulatorUrl,
    // The first start has used these; no process that answers requests needs to know them.
    SLUICE_ADMIN_PASSWORD: undefined,
    SLUICE_ADMIN_TOKEN: undefined,
    // Modules are compiled at the first start and kept for the next: 0.4 of 1.8 seconds of a gateway's.
    NODE_COMPILE_CACHE: path.join(CACHE, "compiled"),
  });
}

function orders(settings: Settings, env: NodeJS.ProcessEnv, consoleServer: string | null): readonly ChildOrder[] {
  const { ports } = settings;
  const watch = consoleServer === null ? ["--watch"] : [];
  const app = (name: string, readyUrl: string, extra: Readonly<Record<string, string>> = {}): ChildOrder => ({
    name,
    args: [...watch, ...SERVER_FLAGS, path.join(ROOT, `apps/${name}/src/main.ts`)],
    cwd: ROOT,
    env: { ...env, ...extra },
    readyUrl,
  });
  // Told to the gateway alone: the console, where nobody has said it, goes by what the browser asked for.
  const pages = { SLUICE_CONSOLE_URL: settings.consoleUrl };
  return [
    app("gateway", `http://127.0.0.1:${ports.GATEWAY_ADMIN_PORT}/health/ready`, pages),
    app("simulator", `http://127.0.0.1:${ports.SIMULATOR_PORT}/health`),
    consoleOrder(settings, env, consoleServer),
  ];
}

function consoleOrder(settings: Settings, env: NodeJS.ProcessEnv, server: string | null): ChildOrder {
  const port = String(settings.ports.CONSOLE_PORT);
  const host = settings.host ?? everyInterface();
  const readyUrl = `http://${settings.host && !settings.host.includes(":") && settings.host !== "0.0.0.0" ? settings.host : "127.0.0.1"}:${port}/api/health`;
  if (server !== null) {
    const production = { ...env, NODE_ENV: "production", PORT: port, HOSTNAME: host };
    return { name: "console", args: [server], cwd: path.dirname(server), env: production, readyUrl };
  }
  const app = path.join(ROOT, "apps/console");
  return {
    name: "console",
    args: [path.join(app, "node_modules/next/dist/bin/next"), "dev", "-p", port, "-H", host],
    cwd: app,
    env,
    readyUrl,
  };
}

/** `localhost` is ::1 first on many systems: listen there too, where there is an IPv6. */
function everyInterface(): string {
  const hasIpv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => address.family === "IPv6"));
  return hasIpv6 ? "::" : "0.0.0.0";
}
