import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process that can be told from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own terms. */
  readonly started: string;
}

export function identify(pid: number): ProcessIdentity | null {
  const started = process.platform === "linux" ? startOnLinux(pid) : startByPs(pid);
  return started ? { pid, started } : null;
}

/** Whether that very process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** Field 22 of /proc/PID/stat, counted after the name in brackets, which may hold anything. Zombies count as gone. */
function startOnLinux(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function startByPs(pid: number): string | null {
  const run = spawnSync("ps", ["-p", String(pid), "-o", "stat=,lstart="], { encoding: "utf8" });
  const line = run.stdout?.trim() ?? "";
  return run.status === 0 && line !== "" && !line.startsWith("Z") ? line.replace(/^\S+\s+/, "") : null;
}
