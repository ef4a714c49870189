import { pauseSubscription, resumeSubscription } from "@sluice/management/subscriptions/decide-subscription";
import { renewApiKey } from "@sluice/management/subscriptions/renew-api-key";
import { revokeApiKey } from "@sluice/management/subscriptions/revoke-api-key";
import { granted } from "@sluice/management/testing/test-context";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deploySimulated, eventually, type SubscribedKey, subscribeTo } from "./testing/deploy-simulated.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

/** The contract's own promise. */
const WITHIN_MS = 1_000;

let gateway: WholeGateway;
let keyed: { readonly apiId: string; readonly planId: string };
let deployedBefore: number;
beforeAll(async () => {
  gateway = await startWholeGateway();
  keyed = await deploySimulated(gateway, { path: "/keyed", models: ["sim-fast"], security: "API_KEY" });
  await deploySimulated(gateway, { path: "/open", models: ["sim-fast"] });
  deployedBefore = await gateway.context.db.deployment.count();
});
afterAll(() => gateway.close());

async function call(key: string, path = "/keyed"): Promise<{ status: number; code: string | null; retryAfter: string | null }> {
  const res = await fetch(`${gateway.url}${path}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key === "" ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model: "sim:sim-fast", messages: [{ role: "user", content: "Hi." }] }),
  });
  const { error } = (await res.json()) as { error?: { code: string } };
  return { status: res.status, code: error?.code ?? null, retryAfter: res.headers.get("retry-after") };
}

const answers = (key: string, status: number) => async () => (await call(key)).status === status;

async function subscribed(): Promise<SubscribedKey> {
  const made = await subscribeTo(gateway, keyed.planId);
  await eventually("a new key works", answers(made.key, 200));
  return made;
}

describe("without a deployment, and within a second of its verb,", () => {
  async function effect(what: string, isThere: () => Promise<boolean>): Promise<void> {
    const tookMs = await eventually(what, isThere);
    console.log(`${what}: ${tookMs.toFixed(0)} ms`);
    expect(tookMs).toBeLessThan(WITHIN_MS);
    expect(await gateway.context.db.deployment.count()).toBe(deployedBefore);
  }

  test("a new key works", async () => {
    const { key } = await subscribeTo(gateway, keyed.planId);
    await effect("a new key works", answers(key, 200));
  });

  test("a revoked key ends, and its sisters do not", async () => {
    const [one, other] = [await subscribed(), await subscribed()];
    granted(await revokeApiKey(gateway.context, one.keyId));
    await effect("a revoked key ends", answers(one.key, 401));
    expect((await call(one.key)).code).toBe("invalid_api_key");
    expect((await call(other.key)).status).toBe(200);
  });

  test("a paused subscription's key is refused until it is resumed", async () => {
    const { key, subscriptionId } = await subscribed();
    granted(await pauseSubscription(gateway.context, subscriptionId, {}));
    await effect("a paused subscription ends", answers(key, 403));
    expect((await call(key)).code).toBe("subscription_inactive");
    granted(await resumeSubscription(gateway.context, subscriptionId, {}));
    await effect("a resumed subscription works", answers(key, 200));
  });

  test("a renewed key works, and the former one goes on for its grace", async () => {
    const { key, subscriptionId } = await subscribed();
    const renewed = granted(await renewApiKey(gateway.context, subscriptionId, {})).key ?? "";
    await effect("a renewed key works", answers(renewed, 200));
    expect((await call(key)).status).toBe(200);
  });
});

test("with the database gone known keys work on, an unknown one is asked to come back, and nobody is called unknown by mistake", async () => {
  const known = await subscribed();
  const revoked = await subscribed();
  granted(await revokeApiKey(gateway.context, revoked.keyId));
  await eventually("a revoked key ends", answers(revoked.key, 401));
  expect(await call("slc_nobody")).toMatchObject({ status: 401, code: "invalid_api_key" });

  await gateway.cutDatabase();
  const noticedMs = await eventually("the gateway notices", answers("slc_nobody", 503));
  console.log(`database cut → an unknown key is asked to come back: ${noticedMs.toFixed(0)} ms`);
  expect(noticedMs).toBeLessThan(WITHIN_MS);
  expect(await call("slc_nobody")).toEqual({ status: 503, code: "gateway_unavailable", retryAfter: "2" });
  const made = await subscribeTo(gateway, keyed.planId);
  for (let turn = 0; turn < 20; turn++) {
    expect((await call(known.key)).status).toBe(200);
    expect((await call(made.key)).status).toBe(503);
    expect((await call("slc_nobody")).status).toBe(503);
  }
  expect((await call(revoked.key)).status).toBe(401);
  expect((await call("", "/open")).status).toBe(200);
  expect(await call("")).toMatchObject({ status: 401, code: "invalid_api_key" });

  await gateway.mendDatabase();
  const mendedMs = await eventually("a key that was made meanwhile works", answers(made.key, 200));
  console.log(`database back → a key made meanwhile works: ${mendedMs.toFixed(0)} ms`);
  expect(await call("slc_nobody")).toMatchObject({ status: 401, code: "invalid_api_key" });
});

test("calls without the database are recorded when it is back", async () => {
  const { key, subscriptionId } = await subscribed();
  const recorded = () => gateway.context.db.usageRecord.count({ where: { subscriptionId, status: 200 } });
  await eventually("calls so far are recorded", async () => (await recorded()) > 0);
  const before = await recorded();
  await gateway.cutDatabase();
  for (let turn = 0; turn < 5; turn++) expect((await call(key)).status).toBe(200);
  expect(await recorded()).toBe(before);
  await gateway.mendDatabase();
  await eventually("calls of the outage are recorded", async () => (await recorded()) === before + 5);
});
