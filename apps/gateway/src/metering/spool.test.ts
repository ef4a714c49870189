import { randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { copyRow } from "./copy-row.ts";
import { Spool } from "./spool.ts";
import { readSpoolLines, spoolLine } from "./spool-lines.ts";
import { usageRecord } from "./testing/record.ts";
import { spoolRows } from "./testing/spool-rows.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "spool-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (mostBytes = 1 << 20) => new Spool({ folder, mostBytes });
const all = (spool: Spool) => {
  spool.rotate();
  return spoolRows(spool);
};

/** Of SLUICE_SPOOL_BYTES, as docs/operations.md says what it holds. */
const USUAL_SPOOL_BYTES = 1 << 30;

test("a request of a subscription takes about 410 bytes, so that the usual size holds an hour of 500 a second", () => {
  const [applicationId, subscriptionId] = [randomUUID(), randomUUID()];
  const record = usageRecord({ requestId: randomUUID(), path: "/llmtest/v1/chat/completions", applicationId, subscriptionId });
  const bytes = Buffer.byteLength(spoolLine(copyRow("gw-host-8082", record)));
  expect(bytes).toBeGreaterThan(350);
  expect(bytes).toBeLessThan(480);
  expect(bytes * 500 * 3_600).toBeLessThan(USUAL_SPOOL_BYTES);
});

describe("a spool", () => {
  test("gives back what was appended, in order, until it is taken away", () => {
    const spool = open();
    for (const row of ["a", "b\\t", "Δ 🦊"]) spool.append(spoolLine(row));
    expect(all(spool)).toEqual(["a", "b\\t", "Δ 🦊"]);
    spool.append(spoolLine("c"));
    expect(all(spool)).toEqual(["a", "b\\t", "Δ 🦊", "c"]);
    for (const name of spool.rotate()) spool.remove(name);
    expect([all(spool), spool.bytes, readdirSync(folder)]).toEqual([[], 0, []]);
  });

  test("is there after its process was killed, and new lines go behind the old", () => {
    open().append(spoolLine("before"));
    const again = open();
    again.append(spoolLine("after"));
    expect(all(again)).toEqual(["before", "after"]);
  });

  test("passes over a line that a crash tore, and one that was changed", () => {
    const spool = open();
    spool.append(spoolLine("whole"));
    const [name = ""] = spool.rotate();
    appendFileSync(join(folder, name), `${spoolLine("changed").replace("changed", "CHANGED")}${spoolLine("torn").slice(0, -3)}`);
    expect(readSpoolLines(spool.read(name))).toEqual({ rows: Buffer.from("whole\n"), count: 1, damaged: 2 });
  });

  test("takes no line for a row that is shorter than a checksum, or has another before it", () => {
    const spool = open();
    const lines = ["\n", "0\n", "00000000 \n", `${spoolLine("one")}`, "00000000\n", " \n", `${spoolLine("two")}`];
    spool.append(lines.join(""));
    const [name = ""] = spool.rotate();
    // The checksum of nothing is zero: an empty row is whole.
    expect(readSpoolLines(spool.read(name))).toEqual({ rows: Buffer.from("\none\ntwo\n"), count: 3, damaged: 4 });
  });

  test("says when it is full, also after a restart", () => {
    const spool = open(64);
    for (let at = 0; !spool.isFull; at++) spool.append(spoolLine(`row ${at}`));
    expect([spool.bytes >= 64, open(64).isFull]).toEqual([true, true]);
  });

  test("knows its size through closing, taking away and syncing", async () => {
    const spool = open();
    const [one, two] = [spoolLine("one"), spoolLine("two")];
    spool.append(one);
    const names = spool.rotate();
    spool.append(two);
    await spool.sync();
    expect(spool.bytes).toBe(one.length + two.length);
    for (const name of names) spool.remove(name);
    await spool.sync();
    expect([spool.bytes, all(spool), open().bytes]).toEqual([two.length, ["two"], two.length]);
  });

  test("tells since when its oldest line waits, over a restart too", () => {
    vi.useFakeTimers({ now: 1_000 });
    const spool = open();
    expect(spool.oldestMs).toBeNull();
    spool.append(spoolLine("one"));
    vi.setSystemTime(2_000);
    const names = spool.rotate();
    spool.append(spoolLine("two"));
    expect(spool.oldestMs).toBe(1_000);
    for (const name of names) spool.remove(name);
    expect(spool.oldestMs).toBe(2_000);
    vi.useRealTimers();
    expect(Math.abs((open().oldestMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test("throws what the file system says", () => {
    const spool = open();
    rmSync(folder, { recursive: true });
    expect(() => spool.append(spoolLine("a"))).toThrow("ENOENT");
    open();
  });
});
