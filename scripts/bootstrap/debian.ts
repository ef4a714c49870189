import { existsSync, readFileSync } from "node:fs";
import { childEnvironment } from "./environment.ts";
import { runQuietly } from "./run-quietly.ts";

/** Whether Debian's packages may be installed: by root, and on Debian itself, as Ubuntu's packages of the same names are not the same. */
export function mayInstallByApt(): boolean {
  return isRoot() && existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Throws a StopSign that begins with `sentence` when it cannot be installed. */
export async function installByApt(name: string, sentence: string): Promise<void> {
  // Debian would start a server that is only to be there: in runlevel 1 it starts none.
  const env = childEnvironment({ DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" });
  const apt = (...args: readonly string[]) => runQuietly({ command: "apt-get", args, cwd: "/", env }, sentence);
  await apt("update", "-q");
  await apt("install", "-y", "-q", "--no-install-recommends", name);
}
