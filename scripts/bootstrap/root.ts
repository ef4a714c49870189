import { readdirSync } from "node:fs";
import path from "node:path";

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, "../..");
/** What may be deleted at any time and is made again. Shared by all instances of a checkout. */
export const CACHE = path.join(ROOT, ".cache/sluice");

/** The workspace's packages, as paths from the root. */
export function listRooms(): readonly string[] {
  return ["apps", "packages"].flatMap((folder) => readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`));
}
