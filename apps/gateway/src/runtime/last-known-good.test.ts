import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Log } from "../log.ts";
import { type LastKnownGood, LastKnownGoodFile } from "./last-known-good.ts";
import type { Subscriber } from "./snapshot.ts";
import { definition, deployed, endpoint, group } from "./testing/deployed.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const subscriber: Subscriber = {
  subscriptionId: "s",
  applicationId: "a",
  planId: "p",
  apiId: "i",
  status: "ACCEPTED",
  startsAtMs: null,
  endsAtMs: 1_800_000_000_000,
  keyExpiresAtMs: null,
  keyRevoked: false,
};
const keys = (count: number) => new Map(Array.from({ length: count }, (_, at) => [`hash-${at}`, subscriber]));
const content = (count: number): LastKnownGood => ({
  apis: [deployed(definition([group("Main", [endpoint("one", { models: ["gpt"] })])]))],
  dataKeys: [{ id: "k", wrapped: Buffer.from([1, 2, 255]), createdAt: new Date(5), retiredAt: null }],
  keys: keys(count),
  prices: [PRICE],
});
const PRICE = {
  id: "p",
  version: 2,
  apiId: null,
  model: "gpt",
  usdRate: "1",
  fromMs: 0,
  untilMs: null,
  tiers: [{ aboveTokens: 0, inputPrice: "1" }],
};
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function file(what: () => LastKnownGood, log = silent) {
  return new LastKnownGoodFile({ folder, gatewayId: "gw-1", log, content: what });
}

describe("the last known good configuration", () => {
  test.each([0, 1, 500, 501, 1_234])("comes back as it was written, with %i keys", async (count) => {
    const kept = file(() => content(count));
    kept.schedule();
    await kept.flush();
    const read = await kept.read();
    expect(read?.apis).toEqual(content(count).apis);
    expect(read?.prices).toEqual([PRICE]);
    expect(read?.dataKeys).toEqual(content(count).dataKeys);
    expect(new Map(read?.keys)).toEqual(keys(count));
  });

  test("is for the gateway's own account alone, and leaves no half-written file", async () => {
    const kept = file(() => content(1));
    kept.schedule();
    await kept.flush();
    expect(await readdir(folder)).toEqual(["gateway-gw-1.json"]);
    expect((await stat(join(folder, "gateway-gw-1.json"))).mode & 0o777).toBe(0o600);
  });

  test("is not written when nothing changed", async () => {
    await file(() => content(1)).flush();
    expect(await readdir(folder)).toEqual([]);
  });

  test("stays as it was when writing fails halfway", async () => {
    let isBroken = false;
    const kept = file(() => (isBroken ? { ...content(1), keys: failing() } : content(1)));
    kept.schedule();
    await kept.flush();
    const before = await readFile(join(folder, "gateway-gw-1.json"), "utf8");
    isBroken = true;
    kept.schedule();
    await kept.flush();
    expect(await readFile(join(folder, "gateway-gw-1.json"), "utf8")).toBe(before);
    expect(await readdir(folder)).toHaveLength(1);
  });

  test.each(["", "{", "null", '{"format":99}', "[]"])("that reads %j is none", async (text) => {
    await writeFile(join(folder, "gateway-gw-1.json"), text);
    expect(await file(() => content(1)).read()).toBeNull();
  });

  test("that is not there is none, without a complaint", async () => {
    const lines: string[] = [];
    expect(await file(() => content(1), { ...silent, warn: (_: object, line: string) => void lines.push(line) }).read()).toBeNull();
    expect(lines).toEqual([]);
  });
});

function* failing(): Generator<readonly [string, Subscriber]> {
  yield ["hash", subscriber];
  throw new Error("no space left");
}
