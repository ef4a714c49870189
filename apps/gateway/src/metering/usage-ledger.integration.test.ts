import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NO_USAGE } from "@sluice/wire/usage";
import { Pool } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { copyRow } from "./copy-row.ts";
import { readSpoolLines, spoolLine } from "./spool-lines.ts";
import { type LedgerPlace, makeLedgerPlace } from "./testing/ledger-place.ts";
import { usageRecord } from "./testing/record.ts";

let place: LedgerPlace;
let pool: Pool;
let folder: string;
beforeEach(async () => {
  place = await makeLedgerPlace();
  ({ pool, folder } = place);
});
afterEach(() => place.close());
const open: LedgerPlace["open"] = (...options) => place.open(...options);
const linesOnDisk = () => {
  const usage = join(folder, "usage");
  return readdirSync(usage).reduce((sum, name) => sum + readSpoolLines(readFileSync(join(usage, name))).count, 0);
};
const rows = async () => (await pool.query(`SELECT * FROM "UsageRecord" ORDER BY "requestId"`)).rows;

describe("usage in the database", () => {
  test("is what was recorded, to the last field", async () => {
    const usage = open();
    usage.record(usageRecord());
    await usage.stop();
    expect(await rows()).toEqual([
      {
        requestId: "r1",
        timestamp: new Date(1_790_000_000_123),
        gatewayId: "gw-1",
        apiId: "0190c0de-0000-7000-8000-000000000001",
        planId: "0190c0de-0000-7000-8000-0000000000aa",
        applicationId: null,
        subscriptionId: null,
        revision: 3,
        method: "POST",
        path: "/llmtest/chat/completions",
        status: 200,
        errorCode: null,
        streamed: true,
        provider: "llmtest",
        endpoint: "Default llmtest",
        modelAsked: "llmtest:gpt-5-mini",
        modelSent: "gpt-5-mini",
        modelAnswered: "gpt-5-mini-2025-08-07",
        attempts: 1,
        inputTokens: 12,
        cacheReadTokens: null,
        cacheWriteTokens: null,
        outputTokens: 34,
        reasoningTokens: null,
        provenance: "reported",
        costUsd: "0.0000710000",
        priceVersion: "genai-prices@0.1.8",
        gatewayMs: 0.457,
        firstByteMs: 12.5,
        totalMs: 101.25,
        detail: null,
        cacheWriteHourTokens: null,
        audioInputTokens: null,
        audioOutputTokens: null,
        reasoningBesideTokens: null,
        estimateError: null,
      },
    ]);
  });

  const odd = ['"', "\\", '\\"', "{}", "\\N", "NULL", "", "null", "a\nb\tc\r", "\\.", "Δ 🦊", "'; DROP TABLE x; --", "$1", " lead"];
  test.each(odd)("keeps %j as it is", async (name) => {
    const usage = open();
    usage.record(usageRecord({ requestId: "one", modelAsked: name, path: name }));
    usage.record(usageRecord({ requestId: "two" }));
    await usage.stop();
    expect((await rows()).map(({ modelAsked, path }) => [modelAsked, path])).toEqual([
      [name, name],
      ["llmtest:gpt-5-mini", "/llmtest/chat/completions"],
    ]);
  });

  test("survives what a caller or a provider makes up", async () => {
    const usage = open();
    const reported = { ...NO_USAGE, input: 1e18, cacheRead: -5, cacheWrite: 1.6, provenance: "reported" } as const;
    usage.record(usageRecord({ modelAsked: "a\0b\ud800", modelAnswered: "m".repeat(100_000), usage: reported, gatewayMs: Number.NaN }));
    await usage.stop();
    const [row] = await rows();
    expect(row).toMatchObject({
      modelAsked: "a\uFFFDb\uFFFD",
      inputTokens: 2_147_483_647,
      cacheReadTokens: 0,
      cacheWriteTokens: 2,
      gatewayMs: 0,
    });
    expect(row.modelAnswered).toHaveLength(512);
  });

  test("keeps the why of a request as it was told", async () => {
    const usage = open();
    const policies = [{ policy: "p", step: "a\tb\\n\u0000 🦊", action: "blocked", detail: 'EMAIL ×2 in "messages.1"' }];
    usage.record(usageRecord({ detail: { policies, dropped: ["n"] } }));
    await usage.stop();
    expect((await rows())[0]?.detail).toEqual({ policies: [{ ...policies[0], step: "a\tb\\n\uFFFD 🦊" }], dropped: ["n"] });
  });

  test("has a row once, however often it is sent, and the last word is that the caller had left", async () => {
    const usage = open();
    for (const status of [200, 500, 499, 200]) {
      usage.record(usageRecord({ status }));
      await usage.ship();
    }
    usage.record(usageRecord({ requestId: "r2", status: 200 }));
    usage.amend(usageRecord({ requestId: "r2", status: 499, errorCode: "client_closed_request" }));
    await usage.stop();
    expect((await rows()).map(({ requestId, status }) => [requestId, status])).toEqual([
      ["r1", 499],
      ["r2", 499],
    ]);
  });

  test("has what was learnt last of a caller who left, whichever row comes first, and however often", async () => {
    const left = { status: 499, errorCode: "client_closed_request" } as const;
    const guessed = { ...NO_USAGE, input: 10, output: 3, provenance: "estimated", estimateError: 4 } as const;
    const drained = { ...NO_USAGE, input: 12, output: 34, provenance: "drained" } as const;
    const first = usageRecord({ ...left, usage: guessed, costUsd: "0.0000130000", totalMs: 50 });
    const last = usageRecord({ ...left, usage: drained, costUsd: "0.0000460000", totalMs: 900 });
    for (const order of [
      [first, last],
      [last, first],
      [first, last, first, last],
    ]) {
      const usage = open();
      for (const record of order) {
        usage.record(record);
        await usage.ship();
      }
      await usage.stop();
      expect(await rows()).toMatchObject([
        { status: 499, provenance: "drained", inputTokens: 12, outputTokens: 34, estimateError: null, costUsd: "0.0000460000" },
      ]);
      await pool.query(`DELETE FROM "UsageRecord"`);
    }
  });

  test("is filled up where a gateway of an earlier version has left it on disk", async () => {
    const row = copyRow("gw-1", usageRecord()).split("\t").slice(0, 30).join("\t");
    mkdirSync(join(folder, "usage"));
    writeFileSync(join(folder, "usage", "000000000001.spool"), spoolLine(row));
    const usage = open();
    usage.record(usageRecord({ requestId: "r2" }));
    await usage.stop();
    expect((await rows()).map(({ requestId, outputTokens }) => [requestId, outputTokens])).toEqual([
      ["r1", 34],
      ["r2", 34],
    ]);
    expect(usage.status).toMatchObject({ written: 2, refused: 0 });
  });

  test("lacks only the row that cannot be stored, which is kept in a file with the reason", async () => {
    const usage = open();
    for (const [index, apiId] of ["0190c0de-0000-7000-8000-000000000001", "no uuid", null].entries())
      usage.record(usageRecord({ requestId: `r${index}`, apiId }));
    await usage.stop();
    expect((await rows()).map(({ requestId }) => requestId)).toEqual(["r0", "r2"]);
    expect(usage.status).toMatchObject({ spoolBytes: 0, written: 2, refused: 1, dropped: 0 });
    expect(readFileSync(join(folder, "usage-refused.log"), "utf8")).toMatch(/invalid input syntax for type uuid.*\tgw-1\tr1\t/s);
  });

  test("gets what waited on disk while there was no database, over a restart too", async () => {
    const nowhere = new Pool({ connectionString: "postgresql://127.0.0.1:1/none", connectionTimeoutMillis: 200 });
    const before = open(nowhere);
    for (let at = 0; at < 50; at++) before.record(usageRecord({ requestId: `a${at}` }));
    await before.ship();
    expect(before.status).toMatchObject({ written: 0, dropped: 0 });
    await before.stop();
    await nowhere.end();
    const after = open();
    after.record(usageRecord({ requestId: "b" }));
    await after.stop();
    expect(await rows()).toHaveLength(51);
    expect(after.status).toMatchObject({ spoolBytes: 0, written: 51 });
  });

  test("waits in few files, however often a database that is away is tried", async () => {
    const nowhere = new Pool({ connectionString: "postgresql://127.0.0.1:1/none", connectionTimeoutMillis: 200 });
    const before = open(nowhere);
    for (let at = 0; at < 8; at++) {
      before.record(usageRecord({ requestId: `r${at}` }));
      await before.ship();
    }
    // The one that was tried, and the one that is written to.
    expect(readdirSync(join(folder, "usage"))).toHaveLength(2);
    await before.stop();
    await nowhere.end();
    const after = open();
    after.record(usageRecord({ requestId: "r8" }));
    await after.ship();
    expect([readdirSync(join(folder, "usage")), after.status.written]).toEqual([[], 9]);
    await after.stop();
    expect(await rows()).toHaveLength(9);
  });

  test("is kept in memory while the disk takes nothing, and goes to it afterwards", async () => {
    const usage = open();
    rmSync(join(folder, "usage"), { recursive: true });
    usage.record(usageRecord({ requestId: "r1" }));
    usage.record(usageRecord({ requestId: "r2" }));
    expect(usage.status).toMatchObject({ spoolBytes: 0, dropped: 0 });
    open();
    usage.record(usageRecord({ requestId: "r3" }));
    await usage.stop();
    expect(await rows()).toHaveLength(3);
  });

  test("is not left in memory at the end, where the disk has room again", async () => {
    const usage = open();
    rmSync(join(folder, "usage"), { recursive: true });
    usage.record(usageRecord());
    open();
    await usage.stop();
    expect([await rows(), usage.status.dropped]).toMatchObject([[{ requestId: "r1" }], 0]);
  });

  test("counts as lost what the disk does not take to the end", async () => {
    const usage = open();
    rmSync(join(folder, "usage"), { recursive: true });
    usage.record(usageRecord());
    await usage.stop();
    expect([await rows(), usage.status.dropped]).toEqual([[], 1]);
  });

  test("says that it is full, and counts what it loses then", async () => {
    const usage = open(pool, 1_000);
    for (let at = 0; at < 20; at++) usage.record(usageRecord({ requestId: `r${at}` }));
    expect(usage.status.full).toBe(true);
    const { dropped } = usage.status;
    await usage.stop();
    expect((await rows()).length + dropped).toBe(20);
  });
});

test("what ends in one turn of the event loop waits until all of it is on disk", async () => {
  const usage = open();
  const seen: { readonly ended: number; readonly onDisk: number }[] = [];
  const ending = (ended: number) => ({ finish: () => void seen.push({ ended, onDisk: linesOnDisk() }) });
  for (const ended of [1, 2]) usage.record(usageRecord({ requestId: `r${ended}` }), ending(ended));
  expect([seen, linesOnDisk()]).toEqual([[], 0]);
  await new Promise(setImmediate);
  expect(seen).toEqual([
    { ended: 1, onDisk: 2 },
    { ended: 2, onDisk: 2 },
  ]);
  usage.record(usageRecord({ requestId: "r3" }), ending(3));
  usage.record(usageRecord({ requestId: "r4" }));
  expect([seen.length, linesOnDisk()]).toEqual([2, 4]);
  await usage.stop();
  expect([seen.length, (await rows()).length]).toEqual([3, 4]);
});

test("a record costs a few microseconds on a request's way, with its write to disk", async () => {
  const records = Array.from({ length: 20_000 }, (_, at) =>
    usageRecord({ requestId: `0190c0de-0000-7000-8000-${String(at).padStart(12, "0")}` }),
  );
  const encodedMs = performance.now();
  for (const record of records) spoolLine(copyRow("gw-1", record));
  const encodeUs = ((performance.now() - encodedMs) / records.length) * 1_000;
  const usage = open();
  const startedMs = performance.now();
  for (const record of records) usage.record(record);
  const recordUs = ((performance.now() - startedMs) / records.length) * 1_000;
  await usage.stop();
  const totalUs = ((performance.now() - startedMs) / records.length) * 1_000;
  console.log(
    `a usage record: ${encodeUs.toFixed(2)} µs to write, ${recordUs.toFixed(2)} µs until it is on disk, ${totalUs.toFixed(1)} µs until Postgres has it`,
  );
  expect(await rows()).toHaveLength(20_000);
});
