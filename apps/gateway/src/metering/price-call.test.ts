import { PriceBook } from "@sluice/pricing/own-price";
import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import type { Target } from "../runtime/compiled-api.ts";
import { priceCall } from "./price-call.ts";

const NOON = Date.UTC(2026, 10, 28, 12);
const USAGE = { ...NO_USAGE, input: 1_000_000, output: 0, provenance: "reported" } as const;
const NOBODY = new PriceBook([]);
const target: Target = {
  provider: "OPEN_AI",
  group: "openai",
  endpoint: "Default",
  model: null,
  speaksOpenAi: true,
  origin: "https://api.openai.com",
  basePath: "/v1",
  headers: [],
  http: { connectTimeout: 1, firstByteTimeout: 1, idleTimeout: 1 },
  overrides: null,
  authorisation: null,
  publisher: null,
  secrets: [],
};

function cost(called: { modelSent?: string; modelAnswered?: string | null; atMs?: number; target?: Target }, prices = NOBODY) {
  const call = { api: { id: "api", revision: 7 }, target, modelSent: "gpt-5-mini", modelAnswered: null, atMs: NOON, ...called };
  return priceCall(call, USAGE, prices).costUsd;
}

test("calls one after the other each cost what their own model does, sent or answered, at their own time and place", () => {
  expect(cost({})).toBe("0.2500000000");
  expect(cost({})).toBe("0.2500000000");
  expect(cost({ modelSent: "gpt-5" })).toBe("1.2500000000");
  expect(cost({ modelSent: "my-own", modelAnswered: "gpt-5" })).toBe("1.2500000000");
  expect(cost({ modelSent: "my-own", modelAnswered: null })).toBeNull();
  expect(cost({ modelSent: "my-own", modelAnswered: "gpt-5-mini" })).toBe("0.2500000000");
  expect(
    cost({ target: { ...target, model: { name: "gpt-5-mini", aliases: [], parametersOverride: {}, inputPrice: 7, outputPrice: 7 } } }),
  ).toBe("7.0000000000");
  expect(cost({})).toBe("0.2500000000");
});

test("an own price counts from its first millisecond on, though the call before had the catalogue's", () => {
  const tiers = [{ aboveTokens: 0, inputPrice: "3", outputPrice: "4" }];
  const own = { id: "a", version: 1, apiId: null, model: "gpt-5-mini", usdRate: "1", fromMs: NOON + 5, untilMs: null, tiers };
  const prices = new PriceBook([own]);
  expect([cost({}), cost({ atMs: NOON + 4 }, prices), cost({ atMs: NOON + 5 }, prices), cost({ atMs: NOON + 6 })]).toEqual([
    "0.2500000000",
    "0.2500000000",
    "3.0000000000",
    "0.2500000000",
  ]);
});
