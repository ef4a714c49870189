import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { connect as connectTo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../../scripts/bootstrap/ports.ts";
import { findRedis } from "../../../scripts/bootstrap/redis.ts";

export { findRedis };

const START_MS = 10_000;

export interface TestRedis {
  readonly url: string;
  /** As if its machine had lost it: without a goodbye. */
  kill(): Promise<void>;
  /** On the same port, with what it had written. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A Redis of its own on a free port, that writes down every command before it answers, as operations.md asks. */
export async function startRedis(): Promise<TestRedis> {
  const command = findRedis();
  if (command === null) throw new Error("There is no redis-server on this machine.");
  const folder = await mkdtemp(join(tmpdir(), "sluice-redis-"));
  const port = await freePort();
  const args = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--appendonly",
    "yes",
    "--save",
    "",
    "--loglevel",
    "warning",
  ];
  let child: ChildProcess | null = null;
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      const killed = child;
      child = null;
      if (!killed || killed.exitCode !== null || killed.signalCode !== null) return;
      const ended = new Promise((resolve) => killed.once("exit", resolve));
      killed.kill("SIGKILL");
      await ended;
    },
    async start() {
      child = spawn(command, args, { stdio: "ignore" });
      await answers(port);
    },
    async close() {
      await redis.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

/** Waits until it answers a ping: while it reads its file it listens, and refuses commands. */
async function answers(port: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < START_MS; waitedMs += 20) {
    if (await pings(port)) return;
    await sleep(20);
  }
  throw new Error(`Redis did not start on port ${port}.`);
}

function pings(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTo(port, "127.0.0.1");
    socket.once("connect", () => socket.write("PING\r\n"));
    socket.once("data", (data) => {
      socket.destroy();
      resolve(data.toString().startsWith("+PONG"));
    });
    socket.once("error", () => resolve(false));
  });
}
