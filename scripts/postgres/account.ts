import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { StopSign } from "../bootstrap/stop-sign.ts";

/** Who runs Postgres: uid and gid for `spawn`. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts that a system has without being asked; Postgres needs one that is not root and owns nothing else of worth. */
const CANDIDATES = ["postgres", "nobody"];

/**
 * The account to run Postgres as, or null to run it as ourselves (we are not root).
 * A data folder that a plain user made stays that user's.
 */
export function postgresAccount(dataFolder: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of CANDIDATES) {
    const [uid, gid] = [lookUp(name, "-u"), lookUp(name, "-g")];
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new StopSign(
    `Postgres refuses to run as root, and this system has none of the accounts ${CANDIDATES.join(", ")}. Run Sluice as a plain user, or set DATABASE_URL.`,
  );
}

function lookUp(name: string, flag: "-u" | "-g"): number | null {
  const run = spawnSync("id", [flag, name], { encoding: "utf8" });
  // macOS prints nobody's -2 as an unsigned number; spawn wants it signed.
  return run.status === 0 ? Number(run.stdout.trim()) | 0 : null;
}
