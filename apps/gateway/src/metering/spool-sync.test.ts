import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test, vi } from "vitest";
import { Spool } from "./spool.ts";
import { spoolLine } from "./spool-lines.ts";

const disk = vi.hoisted(() => ({ opened: [] as string[], goOn: [] as (() => void)[] }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  // A disk that takes its time: meanwhile the file may be closed, and then its number says nothing any more.
  return { ...fs, fdatasync: (fd: number, done: () => void) => disk.goOn.push(() => fs.fdatasync(fd, done)) };
});
vi.mock("node:fs/promises", async (original) => {
  const fs = await original<typeof import("node:fs/promises")>();
  const open = (path: string, flags: string) => {
    disk.opened.push(basename(path));
    return fs.open(path, flags);
  };
  return { ...fs, open };
});

test("a file that is closed while it waits for the disk is handed to it by the next sync", async () => {
  const folder = mkdtempSync(join(tmpdir(), "spool-"));
  const spool = new Spool({ folder, mostBytes: 1 << 20 });
  spool.append(spoolLine("row"));
  // The disk is so slow that the next one is due meanwhile.
  const syncing = [spool.sync(), spool.sync()];
  const [name = ""] = spool.rotate();
  for (const goOn of disk.goOn.splice(0)) goOn();
  await Promise.all(syncing);
  await spool.sync();
  await spool.sync();
  expect(disk.opened).toEqual([name]);
  rmSync(folder, { recursive: true });
});
