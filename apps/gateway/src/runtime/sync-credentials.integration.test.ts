import { randomBytes, randomUUID } from "node:crypto";
import { createDatabase } from "@sluice/testkit/postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { KeyUses } from "./key-uses.ts";
import type { Runtime } from "./start-runtime.ts";
import { apiDefinition, deploy, notify, subscribe, type TestGateways, testGateways, until } from "./testing/test-gateway.ts";

/** The contract's own promise. */
const WITHIN_MS = 1_000;

let gateways: TestGateways;
let apiId = "";
beforeEach(async () => {
  gateways = await testGateways(await createDatabase());
  apiId = await deploy(gateways.pool, { stored: apiDefinition("/keyed") });
});
afterEach(() => gateways.close());

interface Subscribed {
  readonly planId: string;
  readonly applicationId: string;
  readonly subscriptionId: string;
}

/** An application that is subscribed to a plan with this security, as the console writes it. */
async function subscribeBy(security: "JWT" | "OAUTH2" | "MTLS", of?: Subscribed): Promise<Subscribed> {
  const [planId, applicationId] = [of?.planId ?? randomUUID(), of?.applicationId ?? randomUUID()];
  const subscriptionId = randomUUID();
  const { pool } = gateways;
  if (!of) {
    await pool.query(`INSERT INTO "Plan" (id, "apiId", name, "securityType", "updatedAt") VALUES ($1, $2, 'Plan', $3, now())`, [
      planId,
      apiId,
      security,
    ]);
    await pool.query(`INSERT INTO "Application" (id, name, "createdBy", "updatedAt") VALUES ($1, 'App', 'test', now())`, [applicationId]);
  }
  await pool.query(
    `INSERT INTO "Subscription" (id, "applicationId", "planId", "apiId", status, "createdBy", "updatedAt") VALUES ($1, $2, $3, $4, 'ACCEPTED', 'test', now())`,
    [subscriptionId, applicationId, planId, apiId],
  );
  return { planId, applicationId, subscriptionId };
}

/** What the console does when an application's client id or certificates change. */
async function touch({ subscriptionId }: Subscribed): Promise<void> {
  await gateways.pool.query(`UPDATE "Subscription" SET "updatedAt" = now() WHERE id = $1`, [subscriptionId]);
  await notify(gateways.pool, `subscription:${subscriptionId}`);
}

async function nameClient(subscribed: Subscribed, clientId: string | null): Promise<void> {
  await gateways.pool.query(`UPDATE "Application" SET "clientId" = $2 WHERE id = $1`, [subscribed.applicationId, clientId]);
  await touch(subscribed);
}

async function addCertificate(subscribed: Subscribed, fingerprint: string, notAfter = "2099-01-01"): Promise<void> {
  await gateways.pool.query(
    `INSERT INTO "ApplicationCertificate" (id, "applicationId", fingerprint, subject, "notAfter") VALUES ($1, $2, $3, 'CN=test', $4)`,
    [randomUUID(), subscribed.applicationId, fingerprint, notAfter],
  );
  await touch(subscribed);
}

const clientOf = (runtime: Runtime, { planId }: Subscribed, clientId: string) => runtime.snapshot.findClient(planId, clientId);

async function within(what: string, isTrue: () => boolean): Promise<void> {
  const beganMs = performance.now();
  await until(what, isTrue);
  expect(performance.now() - beganMs).toBeLessThan(WITHIN_MS);
}

describe("a client id", () => {
  test.each(["JWT", "OAUTH2"] as const)("is known to plans with %s within a second, and its former one is forgotten", async (security) => {
    const runtime = await gateways.start();
    const subscribed = await subscribeBy(security);
    await nameClient(subscribed, "client-1");
    await within("it is known", () => clientOf(runtime, subscribed, "client-1")?.subscriptionId === subscribed.subscriptionId);
    expect(runtime.snapshot.findClient(randomUUID(), "client-1")).toBeNull();
    await nameClient(subscribed, "client-2");
    await within("the new one is known", () => clientOf(runtime, subscribed, "client-2") !== null);
    expect(clientOf(runtime, subscribed, "client-1")).toBeNull();
    await nameClient(subscribed, null);
    await within("none is left", () => clientOf(runtime, subscribed, "client-2") === null);
  });

  test("that changed without a notice is found by the poll", async () => {
    const subscribed = await subscribeBy("JWT");
    await nameClient(subscribed, "client-1");
    const runtime = await gateways.start({ pollMs: 100 });
    await gateways.pool.query(`UPDATE "Application" SET "clientId" = 'client-2' WHERE id = $1`, [subscribed.applicationId]);
    await gateways.pool.query(`UPDATE "Subscription" SET "updatedAt" = now() WHERE id = $1`, [subscribed.subscriptionId]);
    await until("the new one is known", () => clientOf(runtime, subscribed, "client-2") !== null);
    expect(clientOf(runtime, subscribed, "client-1")).toBeNull();
  });

  test("follows its subscription's dates and status; a closed one does not stand before the next", async () => {
    const runtime = await gateways.start();
    const first = await subscribeBy("JWT");
    await nameClient(first, "client-1");
    await until("it is known", () => clientOf(runtime, first, "client-1")?.status === "ACCEPTED");
    await gateways.pool.query(`UPDATE "Subscription" SET status = 'PAUSED', "endsAt" = to_timestamp(1900000000) WHERE id = $1`, [
      first.subscriptionId,
    ]);
    await touch(first);
    await within("it is paused", () => clientOf(runtime, first, "client-1")?.status === "PAUSED");
    expect(clientOf(runtime, first, "client-1")?.endsAtMs).toBe(1_900_000_000_000);
    await gateways.pool.query(`UPDATE "Subscription" SET status = 'CLOSED' WHERE id = $1`, [first.subscriptionId]);
    await touch(first);
    await within("it is closed", () => clientOf(runtime, first, "client-1") === null);
    const second = await subscribeBy("JWT", first);
    await touch(second);
    await within("the next is known", () => clientOf(runtime, first, "client-1")?.subscriptionId === second.subscriptionId);
    await touch(first);
    const third = await subscribeBy("JWT");
    await nameClient(third, "client-3");
    await until("a later notice is heard", () => clientOf(runtime, third, "client-3") !== null);
    expect(clientOf(runtime, first, "client-1")?.subscriptionId).toBe(second.subscriptionId);
  });
});

describe("a certificate", () => {
  test("is known within a second beside others, with its end, and gone when it is taken away", async () => {
    const runtime = await gateways.start();
    const subscribed = await subscribeBy("MTLS");
    const [old, renewed] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
    const found = (fingerprint: string) => runtime.snapshot.findCertificate(subscribed.planId, fingerprint);
    await addCertificate(subscribed, old.toUpperCase(), "2030-01-01T00:00:00Z");
    await within("it is known", () => found(old)?.keyExpiresAtMs === Date.UTC(2030, 0, 1));
    await addCertificate(subscribed, renewed);
    await within("the other is known", () => found(renewed) !== null);
    expect(found(old)).not.toBeNull();
    await gateways.pool.query(`DELETE FROM "ApplicationCertificate" WHERE fingerprint = $1`, [old.toUpperCase()]);
    await touch(subscribed);
    await within("it is gone", () => found(old) === null);
    expect(found(renewed)).not.toBeNull();
  });
});

test("clients and certificates come back from the last run's file, without the database", async () => {
  const [client, certified] = [await subscribeBy("JWT"), await subscribeBy("MTLS")];
  await nameClient(client, "client: with a colon");
  const fingerprint = randomBytes(32).toString("hex");
  await addCertificate(certified, fingerprint);
  const first = await gateways.start({ gatewayId: "gw-1" });
  const known = [clientOf(first, client, "client: with a colon"), first.snapshot.findCertificate(certified.planId, fingerprint)];
  expect(known.map((one) => one?.status)).toEqual(["ACCEPTED", "ACCEPTED"]);
  await first.stop();
  await gateways.cut();
  const again = await gateways.start({ gatewayId: "gw-1" });
  expect(again.snapshot.keysAreCurrent).toBe(false);
  expect(clientOf(again, client, "client: with a colon")).toEqual(known[0]);
  expect(again.snapshot.findCertificate(certified.planId, fingerprint)).toEqual(known[1]);
});

describe("a key's last use", () => {
  const usedAt = async (hash: string) => {
    const { rows } = await gateways.pool.query<{ lastUsedAt: Date | null; updatedAt: Date }>(
      `SELECT "lastUsedAt", "updatedAt" FROM "ApiKey" WHERE hash = $1`,
      [hash],
    );
    return rows[0];
  };
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

  test("is written for all keys at once, leaves updatedAt alone, and never goes back", async () => {
    const [one, two, unused] = [
      await subscribe(gateways.pool, apiId),
      await subscribe(gateways.pool, apiId),
      await subscribe(gateways.pool, apiId),
    ];
    const before = await usedAt(one.hash);
    const uses = new KeyUses(gateways.pool, silent);
    for (const { hash } of [one, two, one]) uses.note(hash);
    uses.note("of no key");
    await uses.write();
    const after = await usedAt(one.hash);
    expect(Math.abs((after?.lastUsedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(5_000);
    expect(after?.updatedAt).toEqual(before?.updatedAt);
    expect((await usedAt(two.hash))?.lastUsedAt).not.toBeNull();
    expect((await usedAt(unused.hash))?.lastUsedAt).toBeNull();
    await gateways.pool.query(`UPDATE "ApiKey" SET "lastUsedAt" = to_timestamp(4000000000) WHERE hash = $1`, [one.hash]);
    uses.note(one.hash);
    await uses.stop();
    expect((await usedAt(one.hash))?.lastUsedAt?.getTime()).toBe(4_000_000_000_000);
  });

  test("waits while the database is away, and is written then", async () => {
    const { hash } = await subscribe(gateways.pool, apiId);
    const runtime = await gateways.start();
    const uses = new KeyUses(runtime.pool, silent);
    uses.note(hash);
    await gateways.cut();
    await uses.write();
    expect((await usedAt(hash))?.lastUsedAt).toBeNull();
    await gateways.mend();
    await until("it is written", async () => {
      await uses.write();
      return (await usedAt(hash))?.lastUsedAt !== null;
    });
    await uses.stop();
  });
});
