import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StopSign } from "./stop-sign.ts";

export interface ChildOrder {
  /** `gateway`; also the name of its log. */
  readonly name: string;
  /** Node's arguments: the script, and what it takes. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Answers 200 as soon as the child can be used. */
  readonly readyUrl: string;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Resolves with a sentence and the last lines when the child ends without being asked to. */
  readonly died: Promise<string>;
  ready(): Promise<void>;
  /** Asks it to end, and ends it by force when it does not. */
  stop(): Promise<void>;
  /** No more patience. */
  kill(): void;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 40;
/** The gateway lets calls finish for up to 20 s (SLUICE_SHUTDOWN_MS); somewhat more, so that it ends by itself. */
const STOP_TIMEOUT_MS = 25_000;
const LAST_LINES = 15;
/** Logs are kept across starts up to this size, then one older file is. */
const LOG_BYTES = 20 * 1024 * 1024;

const FOLLOW_PARENT = path.join(import.meta.dirname, "follow-parent.mjs");

/** Starts one of the product's processes, with its output in `logFolder`. */
export function startChild(order: ChildOrder, logFolder: string): Child {
  const logFile = path.join(logFolder, `${order.name}.log`);
  const child = launch(order, logFile);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  let asked = false;
  let over = false;
  const died = ended.then(() => {
    over = true;
    return asked ? new Promise<string>(() => {}) : `The ${order.name} ended unexpectedly (${ending(child)}).\n\n${lastLines(logFile)}`;
  });
  return {
    name: order.name,
    pid: child.pid ?? 0,
    died,
    ready: () => untilReady(order, () => over),
    stop: async () => {
      asked = true;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
    kill: () => child.kill("SIGKILL"),
  };
}

function launch(order: ChildOrder, logFile: string): ChildProcess {
  mkdirSync(path.dirname(logFile), { recursive: true });
  if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(process.execPath, ["--import", FOLLOW_PARENT, ...order.args], {
    cwd: order.cwd,
    env: { ...order.env, SLUICE_RUNNER_PID: String(process.pid) },
    stdio: ["ignore", log, log, "ipc"],
    // Ctrl-C reaches a whole process group; who stops first is for the runner to say.
    detached: true,
  });
  closeSync(log);
  return child;
}

async function untilReady(order: ChildOrder, isOver: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!isOver()) {
    if (await answers(order.readyUrl)) return;
    if (Date.now() > deadline)
      throw new StopSign(`The ${order.name} did not become ready within ${READY_TIMEOUT_MS / 1000} s (${order.readyUrl}).`);
    await sleep(POLL_MS);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(READY_TIMEOUT_MS) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

function ending(child: ChildProcess): string {
  return child.signalCode ? `signal ${child.signalCode}` : `exit code ${child.exitCode ?? "unknown"}`;
}

function lastLines(file: string): string {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n").slice(-LAST_LINES);
  return lines.map((line) => `    ${line}`).join("\n");
}
