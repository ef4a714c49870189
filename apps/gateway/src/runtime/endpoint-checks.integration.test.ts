import { randomUUID } from "node:crypto";
import { createDatabase as connect } from "@sluice/db/client";
import { SecretBox } from "@sluice/db/secret-box";
import { createDatabase } from "@sluice/testkit/postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SendWhole } from "./check-endpoint.ts";
import { ENCRYPTION_KEY, notify, type TestGateways, testGateways, until } from "./testing/test-gateway.ts";

let gateways: TestGateways;
beforeEach(async () => {
  gateways = await testGateways(await createDatabase());
});
afterEach(() => gateways.close());

const listing: SendWhole = async () => ({ status: 200, body: Buffer.from('{"data":[{"id":"m"}]}') });
const question = { provider: "OPEN_AI", target: "http://provider.test", authentication: { type: "BEARER", bearer: "plain" } };

async function ask(request: unknown, age = "0 seconds"): Promise<string> {
  const id = randomUUID();
  await gateways.pool.query(`INSERT INTO "EndpointCheck" (id, request, "createdAt") VALUES ($1, $2, now() - $3::interval)`, [
    id,
    JSON.stringify(request),
    age,
  ]);
  await notify(gateways.pool, `check:${id}`);
  return id;
}
async function row(id: string): Promise<Record<string, unknown>> {
  const { rows } = await gateways.pool.query(`SELECT result, "claimedBy", "finishedAt" FROM "EndpointCheck" WHERE id = $1`, [id]);
  return rows[0] ?? {};
}
const isAnswered = (id: string) => async () => (await row(id))["finishedAt"] !== null;

describe("an endpoint check", () => {
  test("is answered by one gateway, however many hear of it", async () => {
    let calls = 0;
    const send: SendWhole = async (...call) => {
      calls++;
      return listing(...call);
    };
    for (const gatewayId of ["gw-1", "gw-2", "gw-3"]) await gateways.start({ gatewayId, send });
    const ids = await Promise.all([1, 2, 3, 4].map(() => ask(question)));
    for (const id of ids) await until("it is answered", isAnswered(id));
    expect(calls).toBe(4);
    const { result } = await row(ids[0] ?? "");
    expect(result).toEqual({ ok: true, models: [{ id: "m" }], latencyMs: expect.any(Number) });
  });

  test("is called with its sealed key opened, and writes it nowhere", async () => {
    const db = connect(gateways.url);
    const box = await SecretBox.load(db, ENCRYPTION_KEY);
    const bearer = box.seal("sk-canary-1234567890");
    await db.$disconnect();
    const headers: string[] = [];
    const send: SendWhole = async (target) => {
      headers.push(...target.headers);
      return { status: 401, body: Buffer.from('{"error":{"message":"Incorrect key sk-canary-1234567890"}}') };
    };
    await gateways.start({ send });
    const id = await ask({ ...question, authentication: { type: "BEARER", bearer } });
    await until("it is answered", isAnswered(id));
    expect(headers).toEqual(["authorization", "Bearer sk-canary-1234567890"]);
    expect(JSON.stringify(await row(id))).not.toContain("canary");
    expect(gateways.log.join()).not.toContain("canary");
  });

  test("that waited for a gateway is answered by the next one to start, unless nobody waits for it any more", async () => {
    const [fresh, stale] = [await ask(question), await ask(question, "5 minutes")];
    await gateways.start({ send: listing });
    await until("the fresh one is answered", isAnswered(fresh));
    expect((await row(stale))["claimedBy"]).toBeNull();
  });

  test("of nonsense is answered too, and the next one after it", async () => {
    await gateways.start({ send: listing });
    const [nonsense, next] = [await ask({ provider: 7 }), await ask(question)];
    await until("both are answered", async () => (await isAnswered(nonsense)()) && (await isAnswered(next)()));
    expect((await row(nonsense))["result"]).toMatchObject({ ok: false });
  });

  test("is forgotten after an hour", async () => {
    const old = await ask(question, "2 hours");
    await gateways.start({ send: listing });
    await until("it is gone", async () => Object.keys(await row(old)).length === 0);
  });
});
