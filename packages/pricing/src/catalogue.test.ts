import { readFileSync } from "node:fs";
import { calcPrice } from "@pydantic/genai-prices";
import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { CATALOGUE_VERSION, cataloguePrice } from "./catalogue.ts";
import { costOf } from "./cost.ts";
import { seeded } from "./testing/random.ts";

const NOV = Date.UTC(2026, 10, 28, 12);
const at = (provider: "OPEN_AI" | "GEMINI" | "ANTHROPIC" | "BEDROCK" | "AZURE_OPEN_AI", model: string, atMs = NOV) =>
  cataloguePrice({ provider, model, target: "" }, atMs);

test("rows name the edition that is installed", () => {
  const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  expect(CATALOGUE_VERSION).toBe(`genai-prices@${dependencies["@pydantic/genai-prices"]}`);
});

test.each([
  ["OPEN_AI", "openai", "gpt-5-mini"],
  ["OPEN_AI", "openai", "gpt-5.4"],
  ["GEMINI", "google", "gemini-2.5-pro"],
  ["ANTHROPIC", "anthropic", "claude-sonnet-4-5-20250929"],
  ["BEDROCK", "aws", "eu.amazon.nova-micro-v1:0"],
] as const)("%s: %s's %s costs what the catalogue's own code says", (provider, providerId, model) => {
  const random = seeded(7);
  const whole = (most: number) => Math.floor(random() * most);
  const price = at(provider, model);
  for (let run = 0; run < 100; run++) {
    const [input, cacheRead, cacheWrite, output] = [whole(400_000), whole(400_000), whole(1_000), whole(50_000)];
    const asked = { cache_read_tokens: cacheRead, cache_write_tokens: cacheWrite, output_tokens: output };
    const theirs = calcPrice({ ...asked, input_tokens: input + cacheRead + cacheWrite }, model, { providerId, timestamp: new Date(NOV) });
    const ours = price && costOf({ ...NO_USAGE, input, cacheRead, cacheWrite, output }, price);
    expect(Number(ours)).toBeCloseTo(theirs?.total_price ?? -1, 8);
  }
});

test("a price that changes with the time is the one of the request's time", () => {
  const target = "https://api.deepseek.com";
  const cached = (atMs: number) => cataloguePrice({ provider: "OPEN_AI_COMPATIBLE", model: "deepseek-reasoner", target }, atMs);
  for (const hour of [0, 5, 8, 12, 20]) {
    const moment = Date.UTC(2026, 10, 28, hour, 45);
    const theirs = calcPrice({ input_tokens: 1_000_000 }, "deepseek-reasoner", { providerApiUrl: target, timestamp: new Date(moment) });
    const ours = cached(moment);
    expect(ours && Number(costOf({ ...NO_USAGE, input: 1_000_000 }, ours))).toBeCloseTo(theirs?.total_price ?? -1, 8);
  }
});

test("a model that is not known there has no price", () => {
  expect(at("OPEN_AI", "no-such-model")).toBeNull();
  expect(cataloguePrice({ provider: "OPEN_AI_COMPATIBLE", model: "gpt-5-mini", target: "http://localhost:8090/v1" }, NOV)).toBeNull();
});
