import { existsSync } from "node:fs";
import path from "node:path";
import { isDebian } from "./debian.ts";
import { childEnvironment } from "./environment.ts";
import { step } from "./progress.ts";
import { runQuietly } from "./run-quietly.ts";

const COMMANDS = ["redis-server", "valkey-server"];

/**
 * Debian's redis-server for the tests of shared counters, installed as root where there is none. Elsewhere those tests are skipped, and
 * say so: Redis is not needed for one gateway.
 */
export async function prepareRedis(): Promise<void> {
  if (isInstalled() || process.getuid?.() !== 0 || !isDebian()) return;
  await step("Installed Redis for the tests", installByApt);
}

function isInstalled(): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.some((folder) => COMMANDS.some((command) => existsSync(path.join(folder, command))));
}

async function installByApt(): Promise<void> {
  // Debian would start the server that is only to be there: in runlevel 1 it starts none.
  const env = childEnvironment({ DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" });
  const sentence =
    "Debian's redis-server could not be installed. Install one yourself, or run the tests as another user: those that need it are skipped then.";
  await runQuietly({ command: "apt-get", args: ["update", "-q"], cwd: "/", env }, sentence);
  await runQuietly(
    { command: "apt-get", args: ["install", "-y", "-q", "--no-install-recommends", "redis-server"], cwd: "/", env },
    sentence,
  );
}
