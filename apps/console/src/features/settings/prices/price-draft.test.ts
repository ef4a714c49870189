import { modelPriceInputSchema } from "@sluice/definition/prices";
import { expect, test } from "vitest";
import { draftOfModel, draftOfPrice, inputOfPrice, nextTier } from "./price-draft.ts";

const TIER = {
  aboveTokens: 0,
  inputPrice: "0.25",
  cacheReadPrice: "0.025",
  cacheWritePrice: null,
  cacheWriteHourPrice: null,
  audioInputPrice: null,
  outputPrice: "2",
  reasoningPrice: null,
  audioOutputPrice: null,
};
const PRICE = {
  id: "0190c0de-0000-7000-8000-000000000001",
  version: 2,
  apiId: null,
  model: "gpt-5-mini",
  currency: "EUR",
  usdRate: "1.0845",
  effectiveFrom: "2026-11-01T00:00:00.000Z",
  effectiveUntil: null,
  tiers: [TIER, { ...TIER, aboveTokens: 200_000, inputPrice: "0.5" }],
  note: "Invoice",
  createdBy: "Ada",
  createdAt: "2026-11-01T00:00:00.000Z",
};

test("a price comes back from its form as it went in", () => {
  const { id, version, createdBy, createdAt, ...input } = PRICE;
  expect(modelPriceInputSchema.parse(inputOfPrice(draftOfPrice(PRICE)))).toEqual({ ...input, effectiveFrom: "2026-11-01T00:00:00.000Z" });
});

test("a new price begins with what the model costs now, for its API", () => {
  const row = { apiId: PRICE.id, apiName: "Chat", provider: "openai", model: "gpt-5-mini", source: "catalogue" as const, version: "genai" };
  const draft = draftOfModel({ ...row, tiers: [TIER], unpricedRequests: 0, unpricedTokens: 0 }, new Date("2026-11-28T12:00:00Z"));
  expect(modelPriceInputSchema.parse(inputOfPrice(draft))).toMatchObject({ apiId: PRICE.id, currency: "USD", tiers: [TIER] });
});

test("a tier without a bound is refused at its field", () => {
  const draft = draftOfPrice({ ...PRICE, tiers: [TIER] });
  const parsed = modelPriceInputSchema.safeParse(inputOfPrice({ ...draft, tiers: [...draft.tiers, nextTier(draft.tiers)] }));
  expect(parsed.error?.issues.map(({ path }) => path.join("."))).toContain("tiers.1.aboveTokens");
});
