import { NO_USAGE } from "@sluice/wire/usage";
import type { UsageRecord } from "../usage-record.ts";

export function usageRecord(rest: Partial<UsageRecord> = {}): UsageRecord {
  return {
    requestId: "r1",
    timestampMs: 1_790_000_000_123,
    apiId: "0190c0de-0000-7000-8000-000000000001",
    planId: "0190c0de-0000-7000-8000-0000000000aa",
    applicationId: null,
    subscriptionId: null,
    revision: 3,
    method: "POST",
    path: "/llmtest/chat/completions",
    status: 200,
    errorCode: null,
    streamed: true,
    provider: "llmtest",
    endpoint: "Default llmtest",
    modelAsked: "llmtest:gpt-5-mini",
    modelSent: "gpt-5-mini",
    modelAnswered: "gpt-5-mini-2025-08-07",
    attempts: 1,
    usage: { ...NO_USAGE, input: 12, output: 34, provenance: "reported" },
    costUsd: "0.0000710000",
    priceVersion: "genai-prices@0.1.8",
    gatewayMs: 0.4567,
    firstByteMs: 12.5,
    totalMs: 101.25,
    detail: null,
    ...rest,
  };
}
