import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StopSign } from "../bootstrap/stop-sign.ts";

/** Long enough for a checkpoint on a slow disk. */
const STOP_TIMEOUT_MS = 15_000;
const POLL_MS = 20;

/** What Postgres writes about itself: https://www.postgresql.org/docs/18/storage-file-layout.html (line 1 the process, line 8 its state). */
export function readPidFile(folder: string): { readonly pid: number; readonly ready: boolean } | null {
  try {
    const lines = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, ready: lines[7]?.trim() === "ready" } : null;
  } catch {
    return null;
  }
}

/**
 * Makes the folder free for a new Postgres: stops the one that a killed run left on it, if there is one. A process that only inherited its
 * number is left alone. The caller holds the data folder's lock, so nobody else is about to start one.
 */
export async function stopLeftover(folder: string): Promise<void> {
  const found = readPidFile(folder);
  if (!found) return;
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (isPostgres(found.pid)) process.kill(found.pid, signal);
    if (await comesTrue(() => !isPostgres(found.pid) && !hasWorkers(folder))) {
      // Postgres takes a number that is in use again, or a zombie's, for a living server, and would refuse to start.
      rmSync(path.join(folder, "postmaster.pid"), { force: true });
      return;
    }
  }
  throw new StopSign(`A Postgres from an earlier run (process ${found.pid}) does not stop. End it by hand, then start again.`);
}

async function comesTrue(condition: () => boolean): Promise<boolean> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (condition()) return true;
    await sleep(POLL_MS);
  }
  return false;
}

function isPostgres(pid: number): boolean {
  // A zombie is as good as gone: it holds no file and no port, and its command line is empty.
  if (process.platform === "linux") return /postgres/.test(commandLine(pid));
  const run = spawnSync("ps", ["-p", String(pid), "-o", "stat=,args="], { encoding: "utf8" });
  return run.status === 0 && /postgres/.test(run.stdout) && !/^\s*Z/.test(run.stdout);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** A server that was killed leaves its workers behind for a moment, each standing in the data directory; two generations at once would ruin it. */
function hasWorkers(folder: string): boolean {
  if (process.platform !== "linux") return false;
  const real = realpathSync(folder);
  return readdirSync("/proc").some((name) => /^\d+$/.test(name) && workingFolder(name) === real);
}

function workingFolder(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}
