import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { dirname, isAbsolute, normalize, sep } from "node:path";

/** The setting that names the folders, separated by `:`. */
export const SECRET_DIRS = "SLUICE_SECRET_DIRS";
/** Where Docker, Podman and most others put the secrets of a container. */
const USUAL_FOLDERS = "/run/secrets";
const NONE = "none";
/** A service account's JSON is 2.5 kB, a chain of certificates ten. */
const LONGEST_FILE_BYTES = 65_536;

/** The folders whose files definitions may name. */
export function secretFolders(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const setting = environment[SECRET_DIRS]?.trim() || USUAL_FOLDERS;
  const folders = setting === NONE ? [] : setting.split(":").map((folder) => folder.trim());
  return folders.filter((folder) => isAbsolute(folder)).map((folder) => normalize(folder).replace(/(?<=.)\/+$/, ""));
}

/**
 * What a file of the gateway's machine holds, trimmed, or why it is not given. Only files that lie in one of the folders themselves: the
 * folders within `/run/secrets` hold the machine's own identity (`kubernetes.io/serviceaccount`, `eks.amazonaws.com`). Kubernetes mounts
 * each file as a link into a hidden folder beside it, so a link may lead further down, and never out.
 */
export async function readSecretFile(path: string, folders: readonly string[]): Promise<string | { readonly problem: string }> {
  const folder = folders.find((one) => one === dirname(normalize(path)));
  if (folder === undefined)
    return {
      problem: `The file ${path} is not for definitions here. Files can be named that lie in ${folders.join(", ") || "no folder"}: see ${SECRET_DIRS}.`,
    };
  try {
    const [real, within] = await Promise.all([realpath(path), realpath(folder)]);
    if (!real.startsWith(within.endsWith(sep) ? within : within + sep))
      return { problem: `The file ${path} is a link that leads out of ${folder}.` };
    return await readSmall(real, path);
  } catch (error) {
    return { problem: whyNot(path, error) };
  }
}

/** Never follows a link that took the file's place meanwhile, and never waits on what is no file. */
async function readSmall(real: string, path: string): Promise<string | { readonly problem: string }> {
  const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return { problem: `${path} is not a file.` };
    if (stat.size > LONGEST_FILE_BYTES)
      return { problem: `The file ${path} is larger than ${LONGEST_FILE_BYTES / 1024} kB: that is no key.` };
    const text = (await file.readFile("utf8")).trim();
    return text || { problem: `The file ${path} is empty.` };
  } finally {
    await file.close();
  }
}

function whyNot(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "ENOENT") return `There is no file ${path} on this gateway's machine.`;
  if (code === "EACCES" || code === "EPERM") return `The gateway may not read the file ${path}.`;
  return `The file ${path} cannot be read (${String(code) || "unknown reason"}).`;
}
