import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { announce } from "./progress.ts";
import { StopSign } from "./stop-sign.ts";

const POLL_MS = 200;

/**
 * Takes a lock file for as long as this process lives, or returns who holds it. A lock whose holder is gone is taken over.
 */
export function takeLock(file: string): ProcessIdentity | null {
  makeRoom(path.dirname(file));
  const self = identify(process.pid) ?? { pid: process.pid, started: "" };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(self), { flag: "wx", mode: 0o600 });
      return null;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = lockHolder(file);
    if (holder) return holder;
    rmSync(file, { force: true });
  }
}

function makeRoom(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new StopSign(
      `${folder} cannot be written to. Give the checkout to the user that runs Sluice (chown -R): packages and builds are kept in it.`,
    );
  }
}

/** The living process that holds the lock, or null. */
export function lockHolder(file: string): ProcessIdentity | null {
  const holder = readHolder(file);
  return holder && isAlive(holder) ? holder : null;
}

export function releaseLock(file: string): void {
  rmSync(file, { force: true });
}

/** Runs `work` while holding the lock, waiting for others who hold it: two first starts of one checkout install once. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (let told = false; ; told = true) {
    const holder = takeLock(file);
    if (!holder) break;
    if (!told) announce(`Waiting for process ${holder.pid}, which is setting up this checkout …`);
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    releaseLock(file);
  }
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null; // Just released, or cut short by a crash.
  }
}
