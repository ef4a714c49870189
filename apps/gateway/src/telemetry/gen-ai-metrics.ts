import type { Attributes, Histogram, MeterProvider } from "@opentelemetry/api";
import type { UsageRecord } from "../metering/usage-record.ts";
import { CappedLabels } from "../technical/capped-labels.ts";
import { GEN_AI, operationName, providerName, totalTokens } from "./gen-ai.ts";
import type { RequestTrace } from "./request-trace.ts";

/** Models with series of their own. */
const MOST_MODELS = 100;
/** Those of the conventions. */
const TOKEN_BOUNDS = Array.from({ length: 14 }, (_, power) => 4 ** power);
const SECOND_BOUNDS = Array.from({ length: 14 }, (_, power) => 0.01 * 2 ** power);

/** The conventions' histograms of tokens and durations, sampled or not. */
export class GenAiMetrics {
  readonly #models = new CappedLabels(MOST_MODELS);
  readonly #tokens: Histogram;
  readonly #duration: Histogram;
  readonly #firstChunk: Histogram;

  constructor(meters: MeterProvider, version: string) {
    const meter = meters.getMeter("sluice", version);
    const seconds = { unit: "s", advice: { explicitBucketBoundaries: SECOND_BOUNDS } };
    this.#tokens = meter.createHistogram("gen_ai.client.token.usage", {
      description: "Tokens of one request, by kind.",
      unit: "{token}",
      advice: { explicitBucketBoundaries: TOKEN_BOUNDS },
    });
    this.#duration = meter.createHistogram("gen_ai.client.operation.duration", {
      description: "From a call to the end of its answer.",
      ...seconds,
    });
    this.#firstChunk = meter.createHistogram("gen_ai.client.operation.time_to_first_chunk", {
      description: "From a call to the first piece of its stream.",
      ...seconds,
    });
  }

  record({ attempts, startedAt }: RequestTrace, record: UsageRecord): void {
    const attempt = attempts.at(-1);
    if (!attempt) return;
    const { usage, errorCode, streamed, firstByteMs, totalMs } = record;
    const counted = usage.provenance !== "none";
    const model = attempt.model === null ? {} : { [GEN_AI.requestModel]: counted ? this.#models.of(attempt.model) : "other" };
    const attributes: Attributes = { [GEN_AI.operation]: operationName(record.path), [GEN_AI.provider]: providerName(attempt), ...model };
    const askedMs = attempt.startedAt - startedAt;
    const endedMs = attempt.endedAt === null ? totalMs : attempt.endedAt - startedAt;
    this.#duration.record(
      Math.max(0, endedMs - askedMs) / 1000,
      errorCode === null ? attributes : { ...attributes, "error.type": errorCode },
    );
    if (streamed && firstByteMs !== null) this.#firstChunk.record(Math.max(0, firstByteMs - askedMs) / 1000, attributes);
    const { input, output } = totalTokens(usage);
    if (input !== null) this.#tokens.record(input, { ...attributes, [GEN_AI.tokenType]: "input" });
    if (output !== null) this.#tokens.record(output, { ...attributes, [GEN_AI.tokenType]: "output" });
  }
}
