import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createDatabase } from "@sluice/testkit/postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Runtime } from "./start-runtime.ts";
import { apiDefinition, deploy, notify, subscribe, type TestGateways, testGateways, until } from "./testing/test-gateway.ts";

let gateways: TestGateways;
let apiId = "";
beforeEach(async () => {
  gateways = await testGateways(await createDatabase());
  apiId = await deploy(gateways.pool, { stored: apiDefinition("/keyed") });
});
afterEach(() => gateways.close());

const statusOf = (runtime: Runtime, hash: string) => runtime.snapshot.findKey(hash)?.status ?? null;

describe("a key", () => {
  test("that was there at the start is known, with all that decides whether it may call", async () => {
    const { hash, ...ids } = await subscribe(gateways.pool, apiId);
    await gateways.pool.query(`UPDATE "ApiKey" SET "expiresAt" = to_timestamp(1800000000) WHERE hash = $1`, [hash]);
    await gateways.pool.query(
      `UPDATE "Subscription" SET "startsAt" = to_timestamp(1700000000), "endsAt" = to_timestamp(1900000000.5) WHERE id = $1`,
      [ids.subscriptionId],
    );
    const runtime = await gateways.start();
    expect(runtime.snapshot.findKey(hash)).toEqual({
      subscriptionId: ids.subscriptionId,
      applicationId: ids.applicationId,
      planId: ids.planId,
      apiId,
      status: "ACCEPTED",
      startsAtMs: 1_700_000_000_000,
      endsAtMs: 1_900_000_000_500,
      keyExpiresAtMs: 1_800_000_000_000,
      keyRevoked: false,
    });
    expect(runtime.snapshot.findKey("unknown")).toBeNull();
  });

  test("works within a second of being made, without a deployment", async () => {
    const runtime = await gateways.start();
    const { hash } = await subscribe(gateways.pool, apiId);
    const madeMs = performance.now();
    await until("it is known", () => statusOf(runtime, hash) === "ACCEPTED");
    expect(performance.now() - madeMs).toBeLessThan(1_000);
  });

  test("ends within a second of being revoked, named by itself or by its subscription", async () => {
    const [one, two] = [await subscribe(gateways.pool, apiId), await subscribe(gateways.pool, apiId)];
    const runtime = await gateways.start();
    for (const [{ hash }, named] of [
      [one, one.keyId],
      [two, two.subscriptionId],
    ] as const) {
      await gateways.pool.query(`UPDATE "ApiKey" SET "revokedAt" = now(), "updatedAt" = now() WHERE hash = $1`, [hash]);
      await notify(gateways.pool, `subscription:${named}`);
      await until("it is revoked", () => runtime.snapshot.findKey(hash)?.keyRevoked === true);
    }
  });

  test("follows its subscription when that is paused", async () => {
    const { hash, subscriptionId } = await subscribe(gateways.pool, apiId);
    const runtime = await gateways.start();
    await gateways.pool.query(`UPDATE "Subscription" SET status = 'PAUSED', "updatedAt" = now() WHERE id = $1`, [subscriptionId]);
    await notify(gateways.pool, `subscription:${subscriptionId}`);
    await until("it is paused", () => statusOf(runtime, hash) === "PAUSED");
  });

  test("is gone with its subscription", async () => {
    const [gone, stays] = [await subscribe(gateways.pool, apiId), await subscribe(gateways.pool, apiId)];
    const runtime = await gateways.start();
    await gateways.pool.query(`DELETE FROM "Subscription" WHERE id = $1`, [gone.subscriptionId]);
    await notify(gateways.pool, `subscription:${gone.subscriptionId}`);
    await until("it is gone", () => statusOf(runtime, gone.hash) === null);
    expect(statusOf(runtime, stays.hash)).toBe("ACCEPTED");
  });

  test("that changed without a notice is found by the poll, by a writer whose clock is half a minute behind too", async () => {
    const { hash, subscriptionId } = await subscribe(gateways.pool, apiId);
    const runtime = await gateways.start({ pollMs: 100 });
    await gateways.pool.query(`UPDATE "Subscription" SET status = 'CLOSED', "updatedAt" = now() - interval '30 seconds' WHERE id = $1`, [
      subscriptionId,
    ]);
    await until("it is closed", () => statusOf(runtime, hash) === "CLOSED");
  });

  test("of an API that is deleted goes with it when the gateway starts again from its file", async () => {
    const { hash } = await subscribe(gateways.pool, apiId);
    const first = await gateways.start({ gatewayId: "gw-1" });
    expect(statusOf(first, hash)).toBe("ACCEPTED");
    await first.stop();
    await gateways.pool.query(`DELETE FROM "Api" WHERE id = $1`, [apiId]);
    const second = await gateways.start({ gatewayId: "gw-1" });
    expect(statusOf(second, hash)).toBeNull();
  });

  test("notices that name nothing known are harmless", async () => {
    const { hash } = await subscribe(gateways.pool, apiId);
    const runtime = await gateways.start();
    for (const payload of ["subscription:x'; DROP TABLE", "subscription:", "api:not-a-uuid", "future:1", "", "check:x"])
      await notify(gateways.pool, payload);
    const later = await subscribe(gateways.pool, apiId);
    await until("the next one is heard", () => statusOf(runtime, later.hash) === "ACCEPTED");
    expect(statusOf(runtime, hash)).toBe("ACCEPTED");
  });
});

test("a hundred thousand keys are loaded into some tens of megabytes, and come back from the file", async () => {
  const { planId } = await subscribe(gateways.pool, apiId);
  await gateways.pool.query(
    `INSERT INTO "Application" (id, name, "createdBy", "updatedAt") SELECT md5(n::text)::uuid, 'App', 'test', now() FROM generate_series(1, 100000) n`,
  );
  await gateways.pool.query(
    `INSERT INTO "Subscription" (id, "applicationId", "planId", "apiId", status, "createdBy", "updatedAt")
     SELECT md5(n::text)::uuid, md5(n::text)::uuid, $1, $2, 'ACCEPTED', 'test', now() - interval '1 day' FROM generate_series(1, 100000) n`,
    [planId, apiId],
  );
  await gateways.pool.query(
    `INSERT INTO "ApiKey" (id, "subscriptionId", hash, hint, "updatedAt")
     SELECT gen_random_uuid(), md5(n::text)::uuid, encode(sha256(n::text::bytea), 'hex'), 'abcd', now() - interval '1 day' FROM generate_series(1, 100000) n`,
  );
  const before = heapInUse();
  const startedMs = performance.now();
  const runtime = await gateways.start({ gatewayId: "gw-1" });
  const ms = performance.now() - startedMs;
  const heapMb = (heapInUse() - before) / 1e6;
  expect(runtime.status().keys).toBe(100_001);
  const stoppingMs = performance.now();
  await runtime.stop();
  const writtenMs = performance.now() - stoppingMs;
  await gateways.cut();
  const againMs = performance.now();
  const again = await gateways.start({ gatewayId: "gw-1" });
  console.log(
    `100,000 keys: loaded in ${ms.toFixed(0)} ms, heap +${heapMb.toFixed(0)} MB; file written in ${writtenMs.toFixed(0)} ms, read in ${(performance.now() - againMs - 3_000).toFixed(0)} ms`,
  );
  expect(again.status().keys).toBe(100_001);
  expect(heapMb).toBeLessThan(80);
}, 120_000);

/** Bytes, after a collection. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}
