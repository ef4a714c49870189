import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseMasterKey } from "../../packages/db/src/master-key.ts";
import { StopSign } from "./stop-sign.ts";

/** Makes the data folder, for its owner alone, and makes sure that it can be written to. */
export function prepareDataFolder(folder: string): void {
  try {
    if (!existsSync(folder)) makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = path.join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
    for (const name of readdirSync(folder)) refuseForeign(path.join(folder, name));
  } catch (error) {
    if (error instanceof StopSign) throw error;
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new StopSign(
      `The data folder ${folder} cannot be written to (${reason}). Give it to the user that runs Sluice, or set SLUICE_DATA_DIR to another folder.`,
    );
  }
}

/** Started once as root and then as somebody else, a folder holds both kinds of files. Postgres' own may belong to an account of its own. */
function refuseForeign(entry: string): void {
  try {
    if (path.basename(entry) !== "postgres") accessSync(entry, constants.R_OK | constants.W_OK);
  } catch {
    const owner = lstatSync(entry).uid;
    throw new StopSign(
      `${entry} belongs to another user (uid ${owner}): Sluice ran as that user before. Give the whole folder to one user (chown -R), or set SLUICE_DATA_DIR to another folder.`,
    );
  }
}

/** Level by level: the recursive way of `mkdirSync` never returns on file systems that answer "no such file" to it, such as /proc. */
function makeFolder(folder: string): void {
  if (!existsSync(path.dirname(folder))) makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** The key that provider secrets are sealed under: the given one, or the data folder's own, made at the first start. */
export function encryptionKey(folder: string, given: string | null): string {
  const file = path.join(folder, "encryption.key");
  const known = given ?? (existsSync(file) ? readFileSync(file, "utf8").trim() : null);
  if (known !== null) {
    refuseBadKey(known, given === null ? file : null);
    return known;
  }
  const fresh = randomBytes(32).toString("base64");
  writeFileSync(file, `${fresh}\n`, { mode: 0o600 });
  return fresh;
}

function refuseBadKey(key: string, file: string | null): void {
  try {
    parseMasterKey(key);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StopSign(file === null ? reason : `${file} is damaged: ${reason}`);
  }
}
