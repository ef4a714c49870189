import { createModelPrice } from "@sluice/management/prices/create-model-price";
import { deleteModelPrice } from "@sluice/management/prices/delete-model-price";
import { updateModelPrice } from "@sluice/management/prices/update-model-price";
import { granted } from "@sluice/management/testing/test-context";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deploySimulated, eventually } from "./testing/deploy-simulated.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

let gateway: WholeGateway;
let apiId: string;
beforeAll(async () => {
  gateway = await startWholeGateway();
  ({ apiId } = await deploySimulated(gateway, { path: "/priced", models: ["sim-echo"] }));
});
afterAll(() => gateway.close());

async function call(): Promise<{ readonly version: string | null; readonly cost: string | null; readonly tokens: readonly number[] }> {
  const { db } = gateway.context;
  const body = JSON.stringify({ model: "sim:sim-echo", messages: [{ role: "user", content: "Tell me about weirs." }] });
  const answer = await fetch(`${gateway.url}/priced/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const requestId = answer.headers.get("x-request-id") ?? "";
  await answer.text();
  await eventually("the request is recorded", async () => (await db.usageRecord.count({ where: { requestId } })) > 0);
  const row = await db.usageRecord.findFirstOrThrow({ where: { requestId } });
  return { version: row.priceVersion, cost: row.costUsd?.toFixed(10) ?? null, tokens: [row.inputTokens ?? 0, row.outputTokens ?? 0] };
}

async function calledWith(version: string): Promise<Awaited<ReturnType<typeof call>>> {
  let last = await call();
  await eventually(`a call is priced by ${version}`, async () => {
    if (last.version !== version) last = await call();
    return last.version === version;
  });
  return last;
}

test("own prices reach a gateway without a deployment, and each row names the version that it was priced by", async () => {
  expect(await call()).toMatchObject({ version: "definition@1" });
  const price = { apiId, model: "sim-echo", effectiveFrom: "2026-01-01T00:00:00Z", tiers: [{ inputPrice: "3", outputPrice: "7" }] };
  const { id } = granted(await createModelPrice(gateway.context, price));
  const { cost, tokens } = await calledWith(`own:${id}@1`);
  const [input = 0, output = 0] = tokens;
  expect(cost).toBe(((input * 3 + output * 7) / 1e6).toFixed(10));
  granted(await updateModelPrice(gateway.context, id, { ...price, tiers: [{ inputPrice: "0", outputPrice: "0" }] }));
  expect(await calledWith(`own:${id}@2`)).toMatchObject({ cost: "0.0000000000" });
  granted(await deleteModelPrice(gateway.context, id));
  await calledWith("definition@1");
});

test("a model without a price is counted apart", async () => {
  const { context, adminUrl } = gateway;
  const metric = async () =>
    Number(
      /sluice_unpriced_requests_total\{[^}]*model="sim-echo"\} (\d+)/.exec(await (await fetch(`${adminUrl}/metrics`)).text())?.[1] ?? 0,
    );
  expect(await metric()).toBe(0);
  const { id } = granted(
    await createModelPrice(context, { model: "sim-echo", effectiveFrom: "2026-01-01T00:00:00Z", tiers: [{ inputPrice: "3" }] }),
  );
  await eventually("a call has no cost", async () => (await call()).version === null);
  expect(await metric()).toBeGreaterThan(0);
  granted(await deleteModelPrice(context, id));
});
