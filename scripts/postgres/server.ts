import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, isPortFree } from "../bootstrap/ports.ts";
import { StopSign } from "../bootstrap/stop-sign.ts";
import { type Cluster, openCluster, postgresEnvironment, ROLE, readSettings, writeSettings } from "./cluster.ts";
import { readPidFile, stopLeftover } from "./leftover.ts";

export interface PostgresServer {
  /** The server's address without a database: append a name. */
  readonly url: string;
  /** Resolves when the server ends without being asked to, with its last lines. */
  readonly died: Promise<string>;
  /** A clean shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** False for tests: faster, and lost in a power cut. */
  readonly durable?: boolean;
}

/** Recovery after a power cut replays at most a gigabyte of log; that takes seconds, and a slow disk takes many. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const POLL_MS = 15;
const LOG_LINES = 12;

const SPEED_OVER_SAFETY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/** Starts Postgres on `dataFolder`, making its files at first. What a killed run left running is stopped first. */
export async function startServer(dataFolder: string, options: ServerOptions = {}): Promise<PostgresServer> {
  const durable = options.durable ?? true;
  mkdirSync(dataFolder, { recursive: true });
  const cluster = openCluster(dataFolder, { durable });
  await stopLeftover(cluster.folder);
  const port = await choosePort(dataFolder);
  const stalePid = readPidFile(cluster.folder)?.pid ?? null;
  const logFile = path.join(dataFolder, "logs/postgres.log");
  const child = launch(cluster, { port, logFile, durable });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let asked = false;
  const died = ended.then(() => (asked ? new Promise<string>(() => {}) : lastLines(logFile)));
  await untilReady({ cluster, child, logFile, stalePid });
  writeSettings(dataFolder, { password: cluster.password, port });
  const stop = async (): Promise<void> => {
    asked = true;
    child.stdin?.end();
    const timer = setTimeout(() => killHard(cluster), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };
  return { url: `postgresql://${ROLE}:${cluster.password}@127.0.0.1:${port}`, died, stop };
}

/** The port of last time, so that addresses stay what they were; another when somebody has taken it. */
async function choosePort(dataFolder: string): Promise<number> {
  const known = readSettings(dataFolder)?.port;
  return known && (await isPortFree(known, "127.0.0.1")) ? known : freePort();
}

/**
 * Postgres outlives a parent that is killed. So a shell stands between: it holds the other end of our pipe, and when that closes,
 * because we asked or because we are gone, it sends Postgres the interrupt that means "disconnect everyone, shut down cleanly".
 */
const GUARDIAN = `exec 3<&0; "$@" </dev/null 3<&- & server=$!; (cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & wait $server`;

function launch(cluster: Cluster, how: { readonly port: number; readonly logFile: string; readonly durable: boolean }): ChildProcess {
  mkdirSync(path.dirname(how.logFile), { recursive: true });
  const log = openSync(how.logFile, "w", 0o600);
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...(how.durable ? [] : SPEED_OVER_SAFETY)];
  const args = ["-D", cluster.address, "-p", String(how.port), ...settings.flatMap((setting) => ["-c", setting])];
  const child = spawn("/bin/sh", ["-c", GUARDIAN, "sh", path.join(cluster.binaries, "bin/postgres"), ...args], {
    ...cluster.account,
    cwd: cluster.folder,
    env: postgresEnvironment(),
    stdio: ["pipe", log, log],
    // Ctrl-C reaches a whole process group: the database must outlast those who write to it.
    detached: true,
  });
  closeSync(log);
  child.stdin?.on("error", () => {}); // The guardian went first; `died` says so.
  return child;
}

interface Launch {
  readonly cluster: Cluster;
  readonly child: ChildProcess;
  readonly logFile: string;
  /** The process of a file that a killed Postgres left: it still says "ready". */
  readonly stalePid: number | null;
}

async function untilReady({ cluster, child, logFile, stalePid }: Launch): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new StopSign(`Postgres did not start:\n${lastLines(logFile)}`);
    const found = readPidFile(cluster.folder);
    if (found?.ready && found.pid !== stalePid) return;
    if (Date.now() > deadline) {
      child.stdin?.end();
      throw new StopSign(`Postgres was not ready after ${START_TIMEOUT_MS / 1000} s:\n${lastLines(logFile)}`);
    }
    await sleep(POLL_MS);
  }
}

/** For a server that does not end when asked; Postgres recovers from its log at the next start. */
function killHard(cluster: Cluster): void {
  const found = readPidFile(cluster.folder);
  if (found) process.kill(found.pid, "SIGQUIT");
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-LOG_LINES).join("\n");
}
