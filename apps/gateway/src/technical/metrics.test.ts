import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { usageRecord } from "../metering/testing/record.ts";
import { Metrics } from "./metrics.ts";
import { readScrape } from "./testing/read-scrape.ts";

function metrics(): Metrics {
  return new Metrics({
    version: "1.2.3",
    openConnections: () => 3,
    ledger: () => ({ spoolBytes: 700, lagMs: 1_500, written: 9, refused: 1, dropped: 2, full: false }),
    contents: () => ({ queueBytes: 50, written: 4, dropped: 3 }),
    apis: () => [{ id: "a1", name: 'Support "chat"\\\n' }],
  });
}

test("a request is counted once in each: requests, durations, tokens by bucket, cost", async () => {
  const counted = metrics();
  const usage = { ...NO_USAGE, input: 10, cacheRead: 5, output: 4, reasoning: 3, audioOutput: 2, provenance: "reported" } as const;
  counted.record(usageRecord({ apiId: "a1", usage, costUsd: "0.0000700000", gatewayMs: 0.4, firstByteMs: 120, totalMs: 2_000 }));
  counted.record(
    usageRecord({ apiId: "a1", status: 429, usage: NO_USAGE, costUsd: null, gatewayMs: 0.4, firstByteMs: null, totalMs: 0.4 }),
  );
  const { value } = readScrape(await counted.write());
  expect(value("sluice_requests_total", { api: "a1", status: "2xx" })).toBe(1);
  expect(value("sluice_requests_total", { api: "a1", status: "4xx" })).toBe(1);
  const model = { api: "a1", provider: "llmtest", model: "gpt-5-mini" };
  const tokens = (bucket: string) => value("sluice_tokens_total", { ...model, bucket });
  expect(["input", "cache_read", "cache_write", "output", "reasoning", "audio_output"].map(tokens)).toEqual([10, 5, undefined, 4, 3, 2]);
  expect(value("sluice_cost_usd_total", model)).toBeCloseTo(7e-5);
  expect(value("sluice_gateway_seconds_bucket", { api: "a1", le: "0.0005" })).toBe(2);
  expect(value("sluice_first_byte_seconds_bucket", { api: "a1", le: "0.1" })).toBe(0);
  expect(value("sluice_first_byte_seconds_bucket", { api: "a1", le: "0.25" })).toBe(1);
  expect(value("sluice_first_byte_seconds_count", { api: "a1" })).toBe(1);
  expect(value("sluice_request_seconds_bucket", { api: "a1", le: "+Inf" })).toBe(2);
  expect(value("sluice_request_seconds_sum", { api: "a1" })).toBeCloseTo(2.0004);
});

test("counted tokens of a model without a price are loud, and no cost", async () => {
  const counted = metrics();
  counted.record(usageRecord({ apiId: "a1", costUsd: null }));
  const { value } = readScrape(await counted.write());
  const labels = { api: "a1", provider: "llmtest", model: "gpt-5-mini" };
  expect([value("sluice_unpriced_requests_total", labels), value("sluice_cost_usd_total", labels)]).toEqual([1, 0]);
});

test("failures of providers are counted by call, with those that another endpoint made good, and a stream that broke off once", async () => {
  const counted = metrics();
  const attempt = { provider: "openai", endpoint: "one", status: 503, error: "upstream_overloaded", ms: 1 };
  counted.record(usageRecord({ detail: { attempts: [attempt, { ...attempt, status: 200, error: null }] }, attempts: 2 }));
  counted.record(usageRecord({ detail: { attempts: [attempt] }, errorCode: "upstream_overloaded", status: 503 }));
  counted.record(usageRecord({ provider: "openai", errorCode: "upstream_error" }));
  const { value } = readScrape(await counted.write());
  expect(value("sluice_upstream_failures_total", { provider: "openai", error: "upstream_overloaded" })).toBe(2);
  expect(value("sluice_upstream_failures_total", { provider: "openai", error: "upstream_error" })).toBe(1);
});

test("what limits and guards decided is counted by policy and action", async () => {
  const counted = metrics();
  const decided = (policy: string, action: string) => ({ policy, step: "", action, detail: "" });
  counted.record(usageRecord({ detail: { policies: [decided("token-ratelimit", "blocked"), decided("pii-filtering", "changed")] } }));
  counted.record(usageRecord({ detail: { policies: [decided("token-ratelimit", "blocked")] } }));
  const { value } = readScrape(await counted.write());
  expect(value("sluice_policy_decisions_total", { policy: "token-ratelimit", action: "blocked" })).toBe(2);
  expect(value("sluice_policy_decisions_total", { policy: "pii-filtering", action: "changed" })).toBe(1);
});

test("callers who make up models and strangers who make up APIs do not make a scrape grow", async () => {
  const counted = metrics();
  for (let at = 0; at < 3_000; at++)
    counted.record(usageRecord({ apiId: `api-${at}`, provider: `p-${at}`, modelSent: at % 2 ? `model-${at}` : "x".repeat(5_000) }));
  const text = await counted.write();
  const { all, value } = readScrape(text);
  for (const [name, most] of [
    ["api", 2_000],
    ["model", 103],
  ] as const)
    expect(new Set(all.map(({ labels }) => labels[name])).size).toBeLessThan(most);
  expect(text.length).toBeLessThan(3_000_000);
  expect(text).not.toContain("x".repeat(200));
  // Nothing is lost by it: what has no label of its own is counted together.
  const requests = all.filter((sample) => sample.name === "sluice_requests_total").reduce((sum, sample) => sum + sample.value, 0);
  expect(requests).toBe(3_000);
  expect(value("sluice_tokens_total", { api: "other", provider: "other", model: "other", bucket: "input" })).toBeGreaterThan(0);
});

test("a name is written as the format asks, and gauges come from where they are", async () => {
  const { value } = readScrape(await metrics().write());
  expect(value("sluice_api_info", { api: "a1", name: 'Support \\"chat\\"\\\\\\n' })).toBe(1);
  expect(value("sluice_usage_spool_bytes", {})).toBe(700);
  expect(value("sluice_usage_spool_lag_seconds", {})).toBe(1.5);
  expect(value("sluice_open_connections", {})).toBe(3);
  expect(value("sluice_content_dropped_total", {})).toBe(3);
  expect(value("process_resident_memory_bytes", {})).toBeGreaterThan(0);
});
