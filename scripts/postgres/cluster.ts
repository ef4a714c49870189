import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StopSign } from "../bootstrap/stop-sign.ts";
import { type Account, postgresAccount } from "./account.ts";
import { postgresBinaries } from "./binaries.ts";

/** Postgres' files on disk, who owns them, and how to log in. */
export interface Cluster {
  /** Postgres' own data directory. */
  readonly folder: string;
  readonly account: Account | null;
  /** The folder that holds `bin/postgres`. */
  readonly binaries: string;
  readonly password: string;
  /** How the account finds `folder`: see `reachable`. */
  readonly address: string;
}

/** The role that owns everything. */
export const ROLE = "sluice";
/** The major version of the binaries that the lockfile names. */
const MAJOR = "18";

/**
 * Finds or makes the database files in `dataFolder` (`postgres/`, and `postgres.json` with the password, readable by us alone).
 * `durable: false` is for tests: nothing is synced to disk.
 */
export function openCluster(dataFolder: string, options: { readonly durable: boolean }): Cluster {
  const folder = path.join(dataFolder, "postgres");
  const account = postgresAccount(existsSync(folder) ? folder : dataFolder);
  refuseLostPassword(dataFolder, folder);
  const settings = readSettings(dataFolder) ?? { password: randomBytes(24).toString("base64url") };
  const cluster = {
    folder,
    account,
    binaries: postgresBinaries(account),
    password: settings.password,
    address: reachable(folder, account),
  };
  if (existsSync(path.join(folder, "PG_VERSION"))) {
    refuseOtherVersion(folder);
    return cluster;
  }
  writeSettings(dataFolder, settings);
  // Made aside and renamed when whole: a start that was killed here leaves nothing that looks like a database.
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  initialise({ ...cluster, folder: aside, address: reachable(aside, account) }, options.durable);
  rmSync(folder, { recursive: true, force: true });
  renameSync(aside, folder);
  return cluster;
}

interface Settings {
  readonly password: string;
  readonly port?: number;
}

function settingsFile(dataFolder: string): string {
  return path.join(dataFolder, "postgres.json");
}

export function readSettings(dataFolder: string): Settings | null {
  const file = settingsFile(dataFolder);
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

export function writeSettings(dataFolder: string, settings: Settings): void {
  const file = settingsFile(dataFolder);
  writeFileSync(`${file}.new`, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * The data folder as its owner can name it. Under a closed folder such as root's home the owner cannot walk the path to its own files,
 * but on Linux a process can always name the directory that it was started in.
 */
function reachable(folder: string, account: Account | null): string {
  return account && process.platform === "linux" ? "/proc/self/cwd" : folder;
}

function refuseLostPassword(dataFolder: string, folder: string): void {
  if (readSettings(dataFolder) !== null || !existsSync(path.join(folder, "PG_VERSION"))) return;
  throw new StopSign(
    `${settingsFile(dataFolder)} holds the password of the database in ${folder}, and is gone or damaged. Restore it, or move that folder away to start afresh.`,
  );
}

function refuseOtherVersion(folder: string): void {
  const found = readFileSync(path.join(folder, "PG_VERSION"), "utf8").trim();
  if (found === MAJOR) return;
  throw new StopSign(
    `${folder} was written by Postgres ${found}, and this Sluice brings Postgres ${MAJOR}. Move the folder away to start afresh, or serve it by a Postgres ${found} of your own and set DATABASE_URL.`,
  );
}

function initialise(cluster: Cluster, durable: boolean): void {
  const { folder, account } = cluster;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  if (account) {
    // The owner walks from its folder to the password beside it: the folder between must let it pass. What is secret in it has its own mode.
    chmodSync(path.dirname(folder), 0o711);
    chownSync(folder, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const args = ["-D", cluster.address, "-U", ROLE, `--pwfile=../${path.basename(passwordFile)}`, "--auth=scram-sha-256", "-E", "UTF8"];
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"];
  const run = spawnSync(path.join(cluster.binaries, "bin/initdb"), [...args, ...locale, ...(durable ? [] : ["--no-sync"])], {
    ...account,
    cwd: folder,
    env: postgresEnvironment(),
    encoding: "utf8",
  });
  rmSync(passwordFile, { force: true });
  if (run.status !== 0)
    throw new StopSign(`Postgres could not make its database in ${folder}:\n${run.error?.message ?? run.stderr.trim()}`);
}

/** Nothing of ours: PGDATA, PGPORT and the like in a shell would lead Postgres elsewhere. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const own: Readonly<Record<string, string | undefined>> = { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };
  return own as NodeJS.ProcessEnv;
}
