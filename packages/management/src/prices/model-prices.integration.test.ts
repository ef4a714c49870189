import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createModelPrice } from "./create-model-price.ts";
import { deleteModelPrice } from "./delete-model-price.ts";
import { listEffectivePrices } from "./list-effective-prices.ts";
import { listModelPrices } from "./list-model-prices.ts";
import { updateModelPrice } from "./update-model-price.ts";

let management: TestManagement;
let apiId: string;
beforeAll(async () => {
  management = await startManagement();
  ({ id: apiId } = granted(await createApi(management.context, definitionAt("/priced"))));
});
afterAll(() => management.close());

const PRICE = { model: "gpt-5-mini", effectiveFrom: "2026-11-01T00:00:00Z", tiers: [{ inputPrice: "0.1", outputPrice: "0.8" }] };
const effective = async () => granted(await listEffectivePrices(management.context)).data;

describe("an own price", () => {
  test("is changed by another version, and every version stays", async () => {
    const { context } = management;
    const made = granted(await createModelPrice(context, PRICE));
    expect(made).toMatchObject({ version: 1, currency: "USD", usdRate: "1", apiId: null, createdBy: "Ada" });
    const changed = granted(await updateModelPrice(context, made.id, { ...PRICE, currency: "EUR", usdRate: "1.0845", note: "Invoice" }));
    expect(changed).toMatchObject({ id: made.id, version: 2, currency: "EUR", usdRate: "1.0845" });
    expect(granted(await listModelPrices(context)).data).toEqual([changed]);
    granted(await deleteModelPrice(context, made.id));
    expect(granted(await listModelPrices(context)).data).toEqual([]);
    expect(await context.db.modelPrice.count({ where: { id: made.id } })).toBe(3);
    expect(refused(await updateModelPrice(context, made.id, PRICE)).code).toBe("not_found");
    expect(refused(await deleteModelPrice(context, made.id)).code).toBe("not_found");
  });

  test("goes before the definition's, and the list says where each price is said", async () => {
    expect(await effective()).toMatchObject([{ apiId, model: "gpt-5-mini", source: "catalogue", tiers: [{ inputPrice: "0.25" }] }]);
    const { id } = granted(await createModelPrice(management.context, { ...PRICE, apiId }));
    expect(await effective()).toMatchObject([
      { source: "own", version: `own:${id}@1`, tiers: [{ inputPrice: "0.1", outputPrice: "0.8" }] },
    ]);
    granted(await deleteModelPrice(management.context, id));
  });

  test("does not begin in the same moment as another one of the same model and API", async () => {
    const { id } = granted(await createModelPrice(management.context, PRICE));
    expect(refused(await createModelPrice(management.context, PRICE)).extra.fields).toHaveProperty("effectiveFrom");
    granted(await updateModelPrice(management.context, id, PRICE));
    const other = granted(await createModelPrice(management.context, { ...PRICE, apiId }));
    for (const price of [id, other.id]) granted(await deleteModelPrice(management.context, price));
  });

  test.each([
    ["tiers.0.inputPrice", { tiers: [{ inputPrice: "-1" }] }],
    ["tiers.0.inputPrice", { tiers: [{ inputPrice: 0.1 }] }],
    ["tiers.0.inputPrice", { tiers: [{}] }],
    ["tiers.0.aboveTokens", { tiers: [{ aboveTokens: 5, inputPrice: "1" }] }],
    ["tiers.1.aboveTokens", { tiers: [{ inputPrice: "1" }, { inputPrice: "2" }] }],
    ["effectiveUntil", { effectiveUntil: "2026-11-01T00:00:00Z" }],
    ["usdRate", { usdRate: "1.1" }],
    ["usdRate", { currency: "EUR", usdRate: "0.0" }],
    ["currency", { currency: "euro" }],
    ["model", { model: " " }],
    ["apiId", { apiId: "0190c0de-0000-7000-8000-00000000dead" }],
  ])("says at %s what is wrong with %j", async (field, change) => {
    expect(Object.keys(refused(await createModelPrice(management.context, { ...PRICE, ...change })).extra.fields ?? {})).toContain(field);
  });
});

test("what was used lately without a price is in the list, named by no definition or by one", async () => {
  const { db } = management.context;
  const call = { timestamp: new Date(), gatewayId: "g", method: "POST", path: "/", status: 200, streamed: false, attempts: 1 };
  const used = { ...call, gatewayMs: 1, totalMs: 1, apiId, provider: "openai", provenance: "reported", inputTokens: 70, outputTokens: 30 };
  const stray = { ...used, modelSent: "house-model" };
  await db.usageRecord.createMany({
    data: [
      { ...stray, requestId: "a" },
      { ...stray, requestId: "b" },
      { ...stray, requestId: "priced", costUsd: "0.1" },
      { ...stray, requestId: "unknown", provenance: "none" },
      { ...stray, requestId: "old", timestamp: new Date(Date.now() - 31 * 86_400_000) },
      { ...used, requestId: "declared", modelSent: "gpt-5-mini" },
    ],
  });
  expect(await effective()).toMatchObject([
    { apiId, provider: "openai", model: "house-model", source: null, version: null, unpricedRequests: 2, unpricedTokens: 200 },
    { apiId, provider: "openai", model: "gpt-5-mini", source: "catalogue", unpricedRequests: 1, unpricedTokens: 100 },
  ]);
});
