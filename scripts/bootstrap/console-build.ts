import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { childEnvironment } from "./environment.ts";
import { withLock } from "./lock.ts";
import { announce, step } from "./progress.ts";
import { CACHE, ROOT } from "./root.ts";
import { runQuietly } from "./run-quietly.ts";
import { hashSources } from "./stamp.ts";

const APP = path.join(ROOT, "apps/console");
const BUILDS = path.join(CACHE, "console");
/** The build in use, and the one before it: another instance of this checkout may still run from that. */
const KEPT_BUILDS = 3;

const SOURCES = ["apps/console", "packages/db", "packages/definition", "packages/management", "packages/wire", "prisma/schema.prisma"];
const SETTINGS = ["pnpm-lock.yaml", "tsconfig.base.json"];

/**
 * The console's `server.js`, built when its sources changed. Each build has a folder named by its sources' hash, so that a new build
 * never pulls the files from under an instance that runs.
 */
export async function prepareConsole(): Promise<string> {
  return withLock(path.join(CACHE, "build.lock"), async () => {
    const hash = hashSources([...SOURCES, ...SETTINGS], process.version);
    const folder = path.join(BUILDS, hash);
    const server = path.join(folder, "apps/console/server.js");
    if (existsSync(server)) {
      utimesSync(folder, new Date(), new Date());
      return server;
    }
    announce("Building the console; this takes half a minute and is done once per change …");
    await step("Built the console", () => build(folder));
    removeOldBuilds(hash);
    return server;
  });
}

async function build(folder: string): Promise<void> {
  await runQuietly(
    {
      command: process.execPath,
      args: [path.join(APP, "node_modules/next/dist/bin/next"), "build"],
      cwd: APP,
      env: childEnvironment({ NODE_ENV: "production" }),
    },
    "The console could not be built.",
  );
  const standalone = path.join(APP, ".next/standalone");
  const inside = path.join(standalone, "apps/console");
  // Next leaves these two to whoever has a CDN; we have none.
  cpSync(path.join(APP, ".next/static"), path.join(inside, ".next/static"), { recursive: true });
  if (existsSync(path.join(APP, "public"))) cpSync(path.join(APP, "public"), path.join(inside, "public"), { recursive: true });
  mkdirSync(BUILDS, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(standalone, folder);
}

function removeOldBuilds(current: string): void {
  const age = (name: string): number => statSync(path.join(BUILDS, name)).mtimeMs;
  const others = readdirSync(BUILDS).filter((name) => name !== current);
  const old = others.sort((a, b) => age(b) - age(a)).slice(KEPT_BUILDS - 1);
  for (const name of old) rmSync(path.join(BUILDS, name), { recursive: true, force: true });
}
