import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
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

/** Stops the Postgres that a killed run left on this folder, if there is one. A process that only inherited its number is left alone. */
export async function stopLeftover(folder: string): Promise<void> {
  const found = readPidFile(folder);
  if (!found || !isPostgres(found.pid)) return;
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    process.kill(found.pid, signal);
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (!isPostgres(found.pid)) return;
      await sleep(POLL_MS);
    }
  }
  throw new StopSign(`A Postgres from an earlier run (process ${found.pid}) does not stop. End it by hand, then start again.`);
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
