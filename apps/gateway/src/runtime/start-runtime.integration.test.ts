import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createDatabase as connect } from "@sluice/db/client";
import { SecretBox } from "@sluice/db/secret-box";
import { createDatabase } from "@sluice/testkit/postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Runtime } from "./start-runtime.ts";
import { definition, endpoint, group } from "./testing/deployed.ts";
import {
  apiDefinition,
  deploy,
  ENCRYPTION_KEY,
  stopApi,
  subscribe,
  type TestGateways,
  testGateways,
  until,
} from "./testing/test-gateway.ts";

let gateways: TestGateways;
beforeEach(async () => {
  gateways = await testGateways(await createDatabase());
});
afterEach(() => gateways.close());

const revisionAt = (runtime: Runtime, path: string) => runtime.snapshot.matchApi(path)?.api.revision ?? null;
const isLive = (runtime: Runtime, path: string, revision: number) => () => revisionAt(runtime, path) === revision;

async function acknowledgements(apiId: string): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await gateways.pool.query(
    `SELECT "gatewayId", revision, status::text, reason, "compileMs" FROM "GatewayAck" WHERE "apiId" = $1 ORDER BY revision, "gatewayId"`,
    [apiId],
  );
  return rows;
}

describe("a deployment", () => {
  test("is live within a tenth of a second of its commit, by the median of thirty", async () => {
    const runtime = await gateways.start();
    const apiId = randomUUID();
    const times: number[] = [];
    for (let revision = 1; revision <= 30; revision++) {
      await deploy(gateways.pool, { apiId, revision, stored: apiDefinition("/live") });
      const committedMs = performance.now();
      await until("the revision is live", isLive(runtime, "/live", revision));
      times.push(performance.now() - committedMs);
    }
    times.sort((a, b) => a - b);
    console.log(`deployed → live: median ${times[15]?.toFixed(1)} ms, slowest ${times[29]?.toFixed(1)} ms`);
    expect(times[15]).toBeLessThan(100);
  });

  test("is acknowledged once by every gateway", async () => {
    const [one, two] = [await gateways.start({ gatewayId: "gw-1" }), await gateways.start({ gatewayId: "gw-2" })];
    const apiId = await deploy(gateways.pool, { stored: apiDefinition("/both") });
    await until("both serve it", () => isLive(one, "/both", 1)() && isLive(two, "/both", 1)());
    await until("both said so", async () => (await acknowledgements(apiId)).length === 2);
    const said = await acknowledgements(apiId);
    expect(said).toMatchObject([
      { gatewayId: "gw-1", revision: 1, status: "applied", reason: null },
      { gatewayId: "gw-2", status: "applied" },
    ]);
    expect(said[0]?.["compileMs"]).toBeGreaterThan(0);
  });

  test("that does not compile is rejected with its reason, and the last good revision serves on", async () => {
    const runtime = await gateways.start({ gatewayId: "gw-1" });
    const apiId = await deploy(gateways.pool, { stored: apiDefinition("/kept") });
    await until("revision 1 is live", isLive(runtime, "/kept", 1));
    const before = runtime.snapshot.matchApi("/kept")?.api;
    await deploy(gateways.pool, { apiId, revision: 2, stored: { ...apiDefinition("/kept"), endpointGroups: [] } });
    await until("revision 2 is rejected", async () => (await acknowledgements(apiId)).length === 2);
    expect(runtime.snapshot.matchApi("/kept")?.api).toBe(before);
    expect((await acknowledgements(apiId))[1]).toMatchObject({ status: "rejected", reason: "Add at least one provider. (endpointGroups)" });
    await deploy(gateways.pool, { apiId, revision: 3, stored: apiDefinition("/kept") });
    await until("revision 3 is live", isLive(runtime, "/kept", 3));
  });

  test("after a rejected one is served from the last run's file until it compiles, over a restart", async () => {
    const first = await gateways.start({ gatewayId: "gw-1" });
    const apiId = await deploy(gateways.pool, { stored: apiDefinition("/again") });
    await until("revision 1 is live", isLive(first, "/again", 1));
    await deploy(gateways.pool, { apiId, revision: 2, stored: null });
    await until("revision 2 is rejected", async () => (await acknowledgements(apiId)).length === 2);
    await first.stop();
    const second = await gateways.start({ gatewayId: "gw-1" });
    expect(revisionAt(second, "/again")).toBe(1);
  });

  test("of one API is not held up by another's bad row", async () => {
    await deploy(gateways.pool, { stored: { nonsense: [null] } });
    await deploy(gateways.pool, { stored: apiDefinition("/fine") });
    await deploy(gateways.pool, { stored: "text" });
    const runtime = await gateways.start();
    expect(revisionAt(runtime, "/fine")).toBe(1);
    expect(runtime.status().apis).toHaveLength(1);
  });

  test("that no notice told is found by the poll", async () => {
    const runtime = await gateways.start({ pollMs: 200 });
    await deploy(gateways.pool, { stored: apiDefinition("/silent"), silent: true });
    await until("it is live", isLive(runtime, "/silent", 1));
  });

  test("burst ends at the newest revision", async () => {
    const runtime = await gateways.start();
    const apiId = randomUUID();
    for (let revision = 1; revision <= 20; revision++) await deploy(gateways.pool, { apiId, revision, stored: apiDefinition("/burst") });
    await until("the newest is live", isLive(runtime, "/burst", 20));
    await until("the newest is acknowledged", async () => (await acknowledgements(apiId)).at(-1)?.["revision"] === 20);
  });

  test("ends when the API is stopped, and comes back when it is started", async () => {
    const runtime = await gateways.start();
    const apiId = await deploy(gateways.pool, { stored: apiDefinition("/stop") });
    await until("it is live", isLive(runtime, "/stop", 1));
    await stopApi(gateways.pool, apiId);
    await until("it is gone", () => revisionAt(runtime, "/stop") === null);
    await gateways.pool.query(`UPDATE "Api" SET state = 'STARTED' WHERE id = $1`, [apiId]);
    await gateways.pool.query(`SELECT pg_notify('sluice', $1)`, [`api:${apiId}`]);
    await until("it is back", isLive(runtime, "/stop", 1));
    await gateways.pool.query(`DELETE FROM "Api" WHERE id = $1`, [apiId]);
    await gateways.pool.query(`SELECT pg_notify('sluice', $1)`, [`api:${apiId}`]);
    await until("it is deleted", () => revisionAt(runtime, "/stop") === null);
  });

  test("that wants a path in use is rejected, and applied when the path is free", async () => {
    const runtime = await gateways.start({ pollMs: 200 });
    const owner = await deploy(gateways.pool, { stored: apiDefinition("/path", { name: "Owner" }) });
    await until("the owner is live", isLive(runtime, "/path", 1));
    const other = await deploy(gateways.pool, { stored: apiDefinition("/path", { name: "Other" }) });
    await until("the other is rejected", async () => (await acknowledgements(other)).length === 1);
    expect((await acknowledgements(other))[0]).toMatchObject({
      status: "rejected",
      reason: expect.stringContaining("/path is served by the API Owner"),
    });
    await stopApi(gateways.pool, owner);
    await until("the other is live", () => runtime.snapshot.matchApi("/path")?.api.name === "Other");
    await until("and said to be", async () => (await acknowledgements(other))[0]?.["status"] === "applied");
  });

  test("has its sealed secrets opened", async () => {
    const db = connect(gateways.url);
    const box = await SecretBox.load(db, ENCRYPTION_KEY);
    const configuration = { authentication: { type: "BEARER" as const, bearer: box.seal("sk-canary-1234567890") } };
    await db.$disconnect();
    const runtime = await gateways.start();
    await deploy(gateways.pool, { stored: definition([group("Main", [endpoint("one", { models: ["gpt"], configuration })])]) });
    await until("it is live", isLive(runtime, "/llmtest", 1));
    expect(runtime.snapshot.matchApi("/llmtest")?.api.openAiTargets[0]?.headers).toEqual(["authorization", "Bearer sk-canary-1234567890"]);
    await runtime.stop();
    expect(gateways.log.join()).not.toContain("canary");
  });

  test("whose secrets were sealed under another key is rejected, and says which variable is wrong", async () => {
    const db = connect(gateways.url);
    const box = await SecretBox.load(db, Buffer.alloc(32, 1).toString("base64"));
    const configuration = { authentication: { type: "BEARER" as const, bearer: box.seal("sk-canary-1234567890") } };
    await db.$disconnect();
    await gateways.start();
    const apiId = await deploy(gateways.pool, {
      stored: definition([group("Main", [endpoint("one", { models: ["gpt"], configuration })])]),
    });
    await until("it is rejected", async () => (await acknowledgements(apiId)).length === 1);
    expect((await acknowledgements(apiId))[0]?.["reason"]).toMatch(/SLUICE_ENCRYPTION_KEY is not the key/);
  });
});

describe("a database that goes away", () => {
  test("leaves what runs running, and is found again by itself", async () => {
    const runtime = await gateways.start({ pollMs: 100 });
    const apiId = await deploy(gateways.pool, { stored: apiDefinition("/away") });
    await until("revision 1 is live", isLive(runtime, "/away", 1));
    await gateways.cut();
    await until("the gateway noticed", () => !runtime.status().databaseConnected);
    expect(revisionAt(runtime, "/away")).toBe(1);
    await deploy(gateways.pool, { apiId, revision: 2, stored: apiDefinition("/away") });
    await gateways.mend();
    await until("revision 2 is live", isLive(runtime, "/away", 2));
    await until("it listens again", () => runtime.status().listening);
    await deploy(gateways.pool, { apiId, revision: 3, stored: apiDefinition("/away") });
    await until("notices arrive again", isLive(runtime, "/away", 3));
  });

  test("and ends only the listening connection costs no deployment", async () => {
    const runtime = await gateways.start();
    await gateways.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sluice-gateway-listen' AND datname = current_database()`,
    );
    await until("it was noticed", () => !runtime.status().listening);
    await deploy(gateways.pool, { stored: apiDefinition("/unheard") });
    await until("it is live all the same", isLive(runtime, "/unheard", 1));
    await until("unknown keys are unknown again", () => runtime.snapshot.keysAreCurrent);
  });

  test.each(["cut", "stall"] as const)("by a %s leaves its keys known to be old until it is back", async (way) => {
    const runtime = await gateways.start({ pollMs: 100 });
    expect(runtime.snapshot.keysAreCurrent).toBe(true);
    await gateways[way]();
    await until("the keys are old", () => !runtime.snapshot.keysAreCurrent);
    await gateways.cut();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(runtime.snapshot.keysAreCurrent).toBe(false);
    await gateways.mend();
    await until("the keys are current", () => runtime.snapshot.keysAreCurrent);
  });

  test("before the start is stood in for by the last run's file", async () => {
    const first = await gateways.start({ gatewayId: "gw-1" });
    await deploy(gateways.pool, { stored: apiDefinition("/offline") });
    const { hash } = await subscribe(gateways.pool, await deploy(gateways.pool, { stored: apiDefinition("/keyed") }));
    await until("both are live", () => isLive(first, "/offline", 1)() && first.snapshot.findKey(hash) !== null);
    await first.stop();
    await gateways.cut();
    const startedMs = performance.now();
    const second = await gateways.start({ gatewayId: "gw-1" });
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    expect(revisionAt(second, "/offline")).toBe(1);
    expect(second.snapshot.findKey(hash)?.status).toBe("ACCEPTED");
    expect(second.status()).toMatchObject({ ready: true, servesFromFile: true, databaseConnected: false });
    await gateways.mend();
    await until("the database is used again", () => !second.status().servesFromFile);
    expect(revisionAt(second, "/offline")).toBe(1);
  });

  test("before the first start leaves the gateway not ready, until it comes", async () => {
    await deploy(gateways.pool, { stored: apiDefinition("/late") });
    await gateways.cut();
    const runtime = await gateways.start();
    expect(runtime.status()).toMatchObject({ ready: false, apis: [] });
    await gateways.mend();
    await until("it is ready", () => runtime.ready);
    expect(revisionAt(runtime, "/late")).toBe(1);
  });

  test("and comes back with an API deleted ends that API", async () => {
    const first = await gateways.start({ gatewayId: "gw-1" });
    const apiId = await deploy(gateways.pool, { stored: apiDefinition("/deleted") });
    await until("it is live", isLive(first, "/deleted", 1));
    await first.stop();
    await gateways.pool.query(`DELETE FROM "Api" WHERE id = $1`, [apiId]);
    const second = await gateways.start({ gatewayId: "gw-1" });
    expect(revisionAt(second, "/deleted")).toBeNull();
  });
});

describe("the last run's file", () => {
  test("works with sealed secrets and without the database, and holds none of them open", async () => {
    const db = connect(gateways.url);
    const box = await SecretBox.load(db, ENCRYPTION_KEY);
    const configuration = { authentication: { type: "BEARER" as const, bearer: box.seal("sk-canary-1234567890") } };
    await db.$disconnect();
    await deploy(gateways.pool, { stored: definition([group("Main", [endpoint("one", { models: ["gpt"], configuration })])]) });
    const first = await gateways.start({ gatewayId: "gw-1" });
    await first.stop();
    expect(await readFile(join(gateways.folder, "gateway-gw-1.json"), "utf8")).not.toContain("canary");
    await gateways.cut();
    const second = await gateways.start({ gatewayId: "gw-1" });
    expect(second.snapshot.matchApi("/llmtest")?.api.openAiTargets[0]?.headers).toEqual(["authorization", "Bearer sk-canary-1234567890"]);
  });
});

describe("a gateway's row", () => {
  const rows = async () => (await gateways.pool.query(`SELECT id, version, "lastSeenAt" FROM "Gateway" ORDER BY id`)).rows;

  test("is there while it lives, is renewed, and is gone after a clean stop", async () => {
    const runtime = await gateways.start({ gatewayId: "gw-1", pollMs: 100 });
    const [before] = await rows();
    expect(before).toMatchObject({ id: "gw-1", version: "test" });
    await until("it beat again", async () => (await rows())[0].lastSeenAt > before.lastSeenAt);
    await runtime.stop();
    expect(await rows()).toEqual([]);
  });

  test("of another living gateway refuses a second one that could not share counters", async () => {
    await gateways.start({ gatewayId: "gw-1", pollMs: 300, mayBeSeveral: false });
    await expect(gateways.start({ gatewayId: "gw-2", mayBeSeveral: false })).rejects.toThrow(/gw-1, serves from this database.*REDIS_URL/);
    expect((await rows()).map(({ id }) => id)).toEqual(["gw-1"]);
  });
});
