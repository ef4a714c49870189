import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { connectManagement } from "@sluice/management/connect-management";
import type { ManagementContext } from "@sluice/management/context";
import { createSimulator, type Simulator } from "@sluice/simulator/simulator";
import { createDatabase } from "@sluice/testkit/postgres";
import { tcpWay } from "../runtime/testing/tcp-way.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** The gateway as it is run, in a process of its own, on a database of its own, with the console's verbs beside it. */
export interface WholeGateway {
  readonly url: string;
  /** Of the technical port. */
  readonly adminUrl: string;
  readonly simulator: Simulator;
  /** For management verbs, as the console calls them. */
  readonly context: ManagementContext;
  /** Everything that the gateway wrote to its output. */
  readonly output: readonly string[];
  /** Cuts the gateway's way to its database, or opens it again. The verbs' own stays open. */
  cutDatabase(): Promise<void>;
  mendDatabase(): Promise<void>;
  /** Whether the process still runs. */
  alive(): boolean;
  /** kill -9, and the same again on the same data folder: under another address. */
  crash(): Promise<void>;
  /** Another gateway on the same database, with a data folder of its own. */
  another(): Promise<AnotherGateway>;
  close(): Promise<void>;
}

export interface AnotherGateway {
  readonly url: string;
  /** kill -9. */
  kill(): Promise<void>;
}

interface WholeGatewayOptions {
  /** Beside those that it needs: `REDIS_URL`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Between the words of the simulator's streams. */
  readonly paceMs?: number;
  /** A Postgres of one's own in the place of the run's. */
  readonly serverUrl?: string;
}

export async function startWholeGateway(options: WholeGatewayOptions = {}): Promise<WholeGateway> {
  const database = await createDatabase(options.serverUrl);
  const encryptionKey = randomBytes(32).toString("base64");
  const { db, secretBox } = await connectManagement({ databaseUrl: database.url, encryptionKey });
  const actor = { id: "user-1", name: "Ada", kind: "session", role: "administrator", scopes: null, ip: null } as const;
  await db.user.create({ data: { id: actor.id, name: actor.name, email: "ada@example.org" } });
  const simulator = await createSimulator(options.paceMs === undefined ? {} : { paceMs: options.paceMs });
  const way = await tcpWay(new URL(database.url).hostname, Number(new URL(database.url).port));
  const through = new URL(database.url);
  through.host = `127.0.0.1:${way.port}`;
  const dataDir = await mkdtemp(join(tmpdir(), "sluice-"));
  const variables = {
    DATABASE_URL: through.href,
    SLUICE_ENCRYPTION_KEY: encryptionKey,
    SLUICE_DATA_DIR: dataDir,
    SLUICE_GATEWAY_ID: "gw-test",
    ...options.variables,
  };
  const others: StartedProcess[] = [];
  let started = await startProcess(variables);
  const { output } = started;
  const urlOf = (port: number) => `http://127.0.0.1:${port}`;
  const settings = { gatewayUrl: urlOf(started.ports.consumers), simulatorUrl: simulator.url };
  return {
    get url() {
      return urlOf(started.ports.consumers);
    },
    get adminUrl() {
      return urlOf(started.ports.technical);
    },
    simulator,
    context: { db, secretBox, actor, settings, now: () => new Date() },
    output,
    cutDatabase: way.cut,
    mendDatabase: way.mend,
    alive: () => started.child.exitCode === null && started.child.signalCode === null,
    async crash() {
      await killProcess(started.child);
      started = await startProcess(variables, output);
    },
    async another() {
      const id = `gw-other-${others.length}`;
      const other = await startProcess({ ...variables, SLUICE_DATA_DIR: join(dataDir, id), SLUICE_GATEWAY_ID: id }, output);
      others.push(other);
      return { url: urlOf(other.ports.consumers), kill: () => killProcess(other.child) };
    },
    async close() {
      for (const { child } of others) await stopProcess(child);
      await stopProcess(started.child);
      await way.cut();
      await simulator.close();
      await db.$disconnect();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface StartedProcess {
  readonly child: ChildProcess;
  readonly output: string[];
  readonly ports: { readonly consumers: number; readonly technical: number };
}

/** On ports that the system chooses; the gateway says which. Throws with its words when it does not start. */
async function startProcess(variables: Record<string, string>, output: string[] = []): Promise<StartedProcess> {
  const env = { ...process.env, ...variables, GATEWAY_PORT: "0", GATEWAY_ADMIN_PORT: "0", SLUICE_SHUTDOWN_MS: "500" };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "pipe", "pipe"] });
  createInterface({ input: child.stderr }).on("line", (line) => output.push(line));
  const lines = createInterface({ input: child.stdout });
  const ports = new Promise<StartedProcess["ports"]>((resolve) => {
    lines.on("line", (line) => {
      output.push(line);
      const { consumers, technical } = JSON.parse(line) as Record<string, { port: number } | undefined>;
      if (consumers && technical) resolve({ consumers: consumers.port, technical: technical.port });
    });
  });
  const ended = once(child, "exit").then(() => {
    throw new Error(`The gateway ended: ${output.join("\n")}`);
  });
  return { child, output, ports: await Promise.race([ports, ended]) };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function killProcess(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
