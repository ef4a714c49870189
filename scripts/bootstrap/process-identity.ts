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

/** A process' parent and its title, or null at the root of all. */
export function parentOf(pid: number): { readonly pid: number; readonly command: string } | null {
  const parent = process.platform === "linux" ? Number(statFields(pid)?.[1]) : Number(ps(pid, "ppid="));
  if (!(parent > 1)) return null;
  return { pid: parent, command: process.platform === "linux" ? titleOnLinux(parent) : ps(parent, "command=") };
}

/** Fields 3 and later of /proc/PID/stat (man proc_pid_stat), counted after the name in brackets, which may hold anything. */
function statFields(pid: number): readonly string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
  } catch {
    return null;
  }
}

/** Field 22, in clock ticks since boot. Zombies count as gone. */
function startOnLinux(pid: number): string | null {
  const fields = statFields(pid);
  return fields && fields[0] !== "Z" ? (fields[19] ?? null) : null;
}

function titleOnLinux(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function startByPs(pid: number): string | null {
  const line = ps(pid, "stat=,lstart=");
  return line !== "" && !line.startsWith("Z") ? line.replace(/^\S+\s+/, "") : null;
}

function ps(pid: number, columns: string): string {
  return spawnSync("ps", ["-p", String(pid), "-o", columns], { encoding: "utf8" }).stdout?.trim() ?? "";
}
