import type { UsageRecord } from "@sluice/db/generated/client";
import type { LogEntry } from "@sluice/definition/logs";

/** A row in the words of the management API: disjoint buckets become OpenAI's numbers. */
export function logEntry(row: UsageRecord): LogEntry {
  const promptTokens = sumKnown(row.inputTokens, row.cacheReadTokens, row.cacheWriteTokens, row.cacheWriteHourTokens, row.audioInputTokens);
  const generatedTokens = sumKnown(row.outputTokens, row.reasoningTokens, row.audioOutputTokens);
  // As the provider told its caller: some count reasoning beside the completion.
  const completionTokens = generatedTokens === null ? null : generatedTokens - (row.reasoningBesideTokens ?? 0);
  return {
    requestId: row.requestId,
    timestamp: row.timestamp.toISOString(),
    apiId: row.apiId,
    planId: row.planId,
    applicationId: row.applicationId,
    subscriptionId: row.subscriptionId,
    method: row.method,
    path: row.path,
    status: row.status,
    errorCode: row.errorCode,
    streamed: row.streamed,
    provider: row.provider,
    endpoint: row.endpoint,
    modelAsked: row.modelAsked,
    modelSent: row.modelSent,
    modelAnswered: row.modelAnswered,
    attempts: row.attempts,
    usage: {
      promptTokens,
      completionTokens,
      totalTokens: sumKnown(promptTokens, generatedTokens),
      cachedTokens: row.cacheReadTokens,
      reasoningTokens: row.reasoningTokens,
      buckets: {
        input: row.inputTokens,
        cacheRead: row.cacheReadTokens,
        cacheWrite: row.cacheWriteTokens,
        cacheWriteHour: row.cacheWriteHourTokens,
        audioInput: row.audioInputTokens,
        output: row.outputTokens,
        reasoning: row.reasoningTokens,
        audioOutput: row.audioOutputTokens,
      },
      provenance: provenanceOf(row.provenance),
      estimateError: row.estimateError,
    },
    cost: row.costUsd === null ? null : row.costUsd.toNumber(),
    priceVersion: row.priceVersion,
    gatewayMs: row.gatewayMs,
    firstByteMs: row.firstByteMs,
    totalMs: row.totalMs,
  };
}

const PROVENANCES = ["reported", "drained", "estimated", "none"] as const;

function provenanceOf(text: string): LogEntry["usage"]["provenance"] {
  return PROVENANCES.find((known) => known === text) ?? "none";
}

/** Null when nothing of it is known: an unknown number is not 0. */
export function sumKnown(...numbers: readonly (number | null)[]): number | null {
  return numbers.reduce((sum, number) => (number === null ? sum : (sum ?? 0) + number), null);
}
