import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readPidFile } from "./leftover.ts";
import { type PostgresServer, startServer } from "./server.ts";

let folder: string;
const running: PostgresServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sluice-server-"));
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options = { durable: false }): Promise<PostgresServer> {
  const server = await startServer(folder, options);
  running.push(server);
  return server;
}

async function ask(server: PostgresServer, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: `${server.url}/postgres` });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded Postgres", () => {
  test("keeps its data, its password and its port over a restart", async () => {
    const first = await start();
    await ask(first, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  test("lets nobody in without the password, and shows it to nobody else", async () => {
    const server = await start();
    await expect(ask({ ...server, url: server.url.replace(/:[^:@]+@/, ":wrong@") }, "SELECT 1")).rejects.toThrow(
      /password authentication failed/,
    );
    expect(statSync(path.join(folder, "postgres.json")).mode & 0o077).toBe(0);
    expect(readFileSync(path.join(folder, "logs/postgres.log"), "utf8")).not.toContain(new URL(server.url).password);
  });

  test("takes the place of one that a killed run left behind", async () => {
    const left = await start();
    await ask(left, "CREATE TABLE kept AS SELECT 1 AS one");
    const leftPid = readPidFile(path.join(folder, "postgres"))?.pid;
    const next = await start();
    expect(readPidFile(path.join(folder, "postgres"))?.pid).not.toBe(leftPid);
    expect(await ask(next, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
    expect(await left.died).toContain("shut down");
  });

  test("starts after it was killed itself, and says when that happens", async () => {
    const server = await start({ durable: true });
    await ask(server, "CREATE TABLE kept AS SELECT 1 AS one");
    process.kill(readPidFile(path.join(folder, "postgres"))?.pid ?? 0, "SIGKILL");
    await server.died;
    expect(await ask(await start(), "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  });

  test("is not fooled by a process that has inherited its number", async () => {
    const first = await start();
    await first.stop();
    writeFileSync(path.join(folder, "postgres/postmaster.pid"), `${process.pid}\n/nowhere\n0\n1\n\n\n\nready   \n`);
    expect(await ask(await start(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("refuses files of another major version with a sentence", async () => {
    const first = await start();
    await first.stop();
    writeFileSync(path.join(folder, "postgres/PG_VERSION"), "13\n");
    await expect(startServer(folder)).rejects.toThrow(/was written by Postgres 13.*Move the folder away/s);
  });
});
