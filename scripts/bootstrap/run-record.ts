import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lockHolder, releaseLock, takeLock } from "./lock.ts";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { StopSign } from "./stop-sign.ts";

/** Those who lost their runner end by themselves; a gateway with calls under way takes its time, and we do not have it. */
const PATIENCE_MS = 3_000;
const POLL_MS = 50;

const lockFile = (dataFolder: string): string => path.join(dataFolder, "run.lock");
const childrenFile = (dataFolder: string): string => path.join(dataFolder, "children.json");

/** Makes this process the only runner of the data folder, and ends what a killed one left. Throws a StopSign when another is alive. */
export async function claimDataFolder(dataFolder: string): Promise<void> {
  const holder = takeLock(lockFile(dataFolder));
  if (holder) {
    throw new StopSign(
      `Another Sluice (process ${holder.pid}) runs with the data folder ${dataFolder}. Stop it first, or set SLUICE_DATA_DIR and the ports for a second one.`,
    );
  }
  await endLeftChildren(dataFolder);
}

/** Who runs with this data folder, or null. */
export function findRunner(dataFolder: string): ProcessIdentity | null {
  return lockHolder(lockFile(dataFolder));
}

export function leaveDataFolder(dataFolder: string): void {
  rmSync(childrenFile(dataFolder), { force: true });
  releaseLock(lockFile(dataFolder));
}

export function recordChildren(dataFolder: string, pids: readonly number[]): void {
  const identities = pids.map(identify).filter((identity) => identity !== null);
  writeFileSync(childrenFile(dataFolder), JSON.stringify(identities), { mode: 0o600 });
}

async function endLeftChildren(dataFolder: string): Promise<void> {
  const file = childrenFile(dataFolder);
  if (!existsSync(file)) return;
  const left = readChildren(file).filter(isAlive);
  for (const { pid } of left) process.kill(pid, "SIGTERM");
  const deadline = Date.now() + PATIENCE_MS;
  while (left.some(isAlive) && Date.now() < deadline) await sleep(POLL_MS);
  for (const { pid } of left.filter(isAlive)) process.kill(pid, "SIGKILL");
  while (left.some(isAlive)) await sleep(POLL_MS);
  rmSync(file);
}

function readChildren(file: string): readonly ProcessIdentity[] {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return []; // Cut short when the run was killed.
  }
}
