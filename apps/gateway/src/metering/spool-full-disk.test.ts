import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { expect, test, vi } from "vitest";
import { Spool } from "./spool.ts";
import { readSpoolLines, spoolLine } from "./spool-lines.ts";
import { usageRecord } from "./testing/record.ts";
import { spoolRows } from "./testing/spool-rows.ts";
import { UsageLedger } from "./usage-ledger.ts";

const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY, writes: 0 }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  // As Linux does: what fits is written, and no error says that the rest was not.
  const writeSync = (fd: number, text: string) => {
    disk.writes++;
    return fs.writeSync(fd, text.slice(0, disk.room));
  };
  return { ...fs, writeSync };
});

test("a disk that takes half a line is told of, and no line suffers from it", () => {
  const folder = mkdtempSync(join(tmpdir(), "spool-"));
  const spool = new Spool({ folder, mostBytes: 1 << 20 });
  spool.append(spoolLine("before"));
  disk.room = 5;
  expect(() => spool.append(spoolLine("refused"))).toThrow("full");
  disk.room = Number.POSITIVE_INFINITY;
  spool.append(spoolLine("after") + spoolLine("again"));
  const read = spool.rotate().map((name) => readSpoolLines(spool.read(name)));
  expect(read).toEqual([{ rows: Buffer.from("before\nafter\nagain\n"), count: 3, damaged: 0 }]);
  rmSync(folder, { recursive: true });
});

const WAITING = 10_000;

test("what has waited for room goes to the disk in few writes, in order", () => {
  const folder = mkdtempSync(join(tmpdir(), "spool-"));
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const pool = new Pool({ connectionString: "postgresql://127.0.0.1:1/none" });
  const ledger = new UsageLedger({ pool, gatewayId: "gw-1", folder, mostBytes: 1 << 24, log });
  disk.room = 5;
  for (let at = 0; at < WAITING; at++) ledger.record(usageRecord({ requestId: `r${at}` }));
  disk.room = Number.POSITIVE_INFINITY;
  disk.writes = 0;
  ledger.record(usageRecord({ requestId: `r${WAITING}` }));
  expect(disk.writes).toBeLessThan(WAITING / 100);
  const spool = new Spool({ folder: join(folder, "usage"), mostBytes: 1 << 24 });
  expect(spoolRows(spool).map((row) => row.split("\t")[1])).toEqual(Array.from({ length: WAITING + 1 }, (_, at) => `r${at}`));
  rmSync(folder, { recursive: true });
});
