import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SERVER_FLAGS } from "../bootstrap/node-flags.ts";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const PROBE = here("./probe.mjs");
/** A child that says nothing for this long has failed to start. */
const START_LIMIT_MS = 20_000;

export interface Child {
  readonly process: ChildProcess;
  /** Sends a message and waits for the next one. */
  ask<T>(message: unknown): Promise<T>;
  stop(): void;
}

/** Measured processes get the first core for themselves, load and upstream the second, where `taskset` can say so. */
const canPin = process.platform === "linux" && existsSync("/usr/bin/taskset");

function pin(pid: number | undefined, core: number): void {
  if (canPin && pid) spawnSync("taskset", ["-a", "-c", "-p", String(core), String(pid)], { stdio: "ignore" });
}

/** Keeps this process, and whatever it starts from now on (the database), off the core of the measured ones. */
export function leaveFirstCore(): void {
  pin(process.pid, 1);
}

/**
 * Starts a child with the CPU probe in it. `core` pins it on Linux.
 * Returns once the child has sent its first message, which is handed back as `first`.
 */
export async function startChild<T>(
  file: string,
  options: { core: number; env?: Record<string, string>; probe?: boolean },
): Promise<{ child: Child; first: T }> {
  const child = fork(file.startsWith("/") ? file : here(file), {
    env: { ...process.env, ...options.env },
    execArgv: options.probe === false ? [] : ["--import", PROBE],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  pin(child.pid, options.core);
  return { child: wrap(child), first: await nextMessage<T>(child, file) };
}

/** A child that never speaks first, which is the gateway as `npm start` starts it: ready is for the caller to find out. */
export function startSilentChild(file: string, options: { core: number; env: Record<string, string> }): Child {
  const child = fork(file, {
    env: { ...process.env, ...options.env },
    execArgv: [...SERVER_FLAGS, "--import", PROBE],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  pin(child.pid, options.core);
  return wrap(child);
}

function wrap(child: ChildProcess): Child {
  return {
    process: child,
    ask: (message) => {
      const answer = nextMessage(child, "a child");
      child.send(message as object);
      return answer as Promise<never>;
    },
    stop: () => void child.kill("SIGTERM"),
  };
}

function nextMessage<T>(child: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void) => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onExit);
      work();
    };
    const onMessage = (message: unknown) => settle(() => resolve(message as T));
    const onExit = (code: number | null) => settle(() => reject(new Error(`${name} ended with code ${code}`)));
    const timer = setTimeout(
      () => settle(() => reject(new Error(`${name} did not answer within ${START_LIMIT_MS / 1000} s`))),
      START_LIMIT_MS,
    );
    child.once("message", onMessage);
    child.once("exit", onExit);
  });
}
