import { existsSync } from "node:fs";
import path from "node:path";

/** The path of the first of these commands that PATH leads to; null where there is none of them. */
export function findCommand(names: readonly string[]): string | null {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file)) ?? null;
}
