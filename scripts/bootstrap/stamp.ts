import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CACHE, ROOT } from "./root.ts";

/** Made, not written: their change is an effect and never a cause. */
const PRODUCTS = new Set(["node_modules", ".next", "generated", "next-env.d.ts", ".cache", ".data"]);
const TEST = /\.(test|spec)\.tsx?$/;

/** A hash over the names and contents of files; folders (paths from the checkout's root) are walked, without tests and products. */
export function hashSources(paths: readonly string[], extra = ""): string {
  const hash = createHash("sha256").update(extra);
  for (const file of paths.flatMap(listFiles).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(ROOT, file)))
      .update("\0");
  return hash.digest("hex").slice(0, 20);
}

function listFiles(entry: string): readonly string[] {
  const found = statSync(path.join(ROOT, entry), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [entry];
  return readdirSync(path.join(ROOT, entry))
    .filter((name) => !PRODUCTS.has(name) && !TEST.test(name))
    .flatMap((name) => listFiles(path.join(entry, name)));
}

/** The hash that a step left when it was last done, or null. */
export function readStamp(name: string): string | null {
  const file = path.join(CACHE, `${name}.stamp`);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

export function writeStamp(name: string, hash: string): void {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(path.join(CACHE, `${name}.stamp`), `${hash}\n`);
}
