import { randomBytes } from "node:crypto";
import { connectManagement } from "@sluice/management/connect-management";
import { createDatabase } from "@sluice/testkit/postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Runtime } from "./start-runtime.ts";
import { definition, endpoint, group } from "./testing/deployed.ts";
import { deploy, ENCRYPTION_KEY, type TestGateways, testGateways } from "./testing/test-gateway.ts";

const SECRET = "sk-canary-1234567890";
const NEW_KEY = randomBytes(32).toString("base64");
const BOTH = { gatewayId: "gw-1", encryptionKey: NEW_KEY, previousEncryptionKey: ENCRYPTION_KEY };
const NEW = { gatewayId: "gw-1", encryptionKey: NEW_KEY };

let gateways: TestGateways;
let databaseUrl: string;
beforeEach(async () => {
  const database = await createDatabase();
  databaseUrl = database.url;
  gateways = await testGateways(database);
});
afterEach(() => gateways.close());

const sends = (runtime: Runtime) => runtime.snapshot.matchApi("/llmtest")?.api.openAiTargets[0]?.headers[1];

/** An API that was deployed under the former key, and a gateway that has served it. */
async function servedBefore(): Promise<void> {
  const { db, secretBox } = await connectManagement({ databaseUrl, encryptionKey: ENCRYPTION_KEY });
  await db.$disconnect();
  const configuration = { authentication: { type: "BEARER" as const, bearer: secretBox.seal(SECRET) } };
  await deploy(gateways.pool, { stored: definition([group("Main", [endpoint("one", { models: ["gpt"], configuration })])]) });
  const runtime = await gateways.start({ gatewayId: "gw-1" });
  expect(sends(runtime)).toBe(`Bearer ${SECRET}`);
  await runtime.stop();
}

async function takeOver(): Promise<void> {
  const { db } = await connectManagement({ databaseUrl, encryptionKey: NEW_KEY, previousEncryptionKey: ENCRYPTION_KEY });
  await db.$disconnect();
}

test("a gateway with both encryption keys starts before the console has taken the data keys over, and after it", async () => {
  await servedBefore();
  const before = await gateways.start(BOTH);
  expect(sends(before)).toBe(`Bearer ${SECRET}`);
  await before.stop();
  await takeOver();
  const after = await gateways.start(BOTH);
  expect(sends(after)).toBe(`Bearer ${SECRET}`);
});

test("its file follows: once it has seen the data keys wrapped anew, it starts by the new key and without the database", async () => {
  await servedBefore();
  await takeOver();
  const running = await gateways.start(BOTH);
  await running.stop();
  await gateways.cut();
  const alone = await gateways.start(NEW);
  expect(alone.status().servesFromFile).toBe(true);
  expect(sends(alone)).toBe(`Bearer ${SECRET}`);
});

test("its former file opens by both keys without the database", async () => {
  await servedBefore();
  await takeOver();
  await gateways.cut();
  const alone = await gateways.start(BOTH);
  expect(sends(alone)).toBe(`Bearer ${SECRET}`);
});
