import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { Spool } from "./spool.ts";
import { readSpoolLines, spoolLine } from "./spool-lines.ts";

const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  // As Linux does: what fits is written, and no error says that the rest was not.
  return { ...fs, writeSync: (fd: number, text: string) => fs.writeSync(fd, text.slice(0, disk.room)) };
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
  expect(read).toEqual([{ rows: ["before", "after", "again"], damaged: 0 }]);
  rmSync(folder, { recursive: true });
});
