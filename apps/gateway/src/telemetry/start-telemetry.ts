import type { IncomingHttpHeaders } from "node:http";
import { DiagLogLevel, diag } from "@opentelemetry/api";
import { OTLPMetricExporter as JsonMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter as JsonTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { detectResources, envDetector, type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace";
import type { Log } from "../log.ts";
import type { UsageRecord } from "../metering/usage-record.ts";
import { GenAiMetrics } from "./gen-ai-metrics.ts";
import { makeSpans } from "./make-spans.ts";
import type { TelemetrySettings } from "./read-settings.ts";
import { RequestTrace } from "./request-trace.ts";
import { isSampled } from "./sampler.ts";
import { newSpanId, newTraceId, readTraceparent } from "./trace-context.ts";

export interface TelemetryStart {
  readonly settings: TelemetrySettings;
  readonly gatewayId: string;
  readonly version: string;
  readonly log: Log;
}

/** Tells traces and metrics over OTLP. Read in only where it is switched on: its packages weigh some megabytes. */
export interface Telemetry {
  begin(headers: IncomingHttpHeaders, contextPath: string | null): RequestTrace;
  /** What waits is sent, or given up after a moment. */
  stop(): Promise<void>;
}

/** A collector that does not answer must not hold up a shutdown. */
const LAST_SEND_MS = 3_000;

export function startTelemetry({ settings, gatewayId, version, log }: TelemetryStart): Telemetry {
  const { sampler, batch } = settings;
  const write = (message: string) => log.warn({ reason: message }, "telemetry could not be sent");
  diag.setLogger({ error: write, warn: write, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);
  const resource = resourceOf(gatewayId, version);
  const scope = { name: "sluice", version };
  const spans =
    settings.traces === null
      ? null
      : new BatchSpanProcessor({
          exporter: settings.traces === "http/json" ? new JsonTraceExporter() : new OTLPTraceExporter(),
          maxQueueSize: batch.queue,
          maxExportBatchSize: Math.min(batch.size, batch.queue),
          scheduledDelayMillis: batch.delayMs,
          exportTimeoutMillis: batch.timeoutMs,
        });
  const meters = settings.metrics === null ? null : startMeters(settings, resource);
  const metrics = meters && new GenAiMetrics(meters, version);
  const onFinished = (trace: RequestTrace, record: UsageRecord) => {
    metrics?.record(trace, record);
    if (spans && trace.own.sampled) for (const span of makeSpans(trace, record, { resource, scope })) spans.onEnd(span);
  };
  return {
    begin(headers, contextPath) {
      const parent = readTraceparent(headers["traceparent"]);
      const traceId = parent?.traceId ?? newTraceId();
      const own = { traceId, spanId: newSpanId(), sampled: settings.traces !== null && isSampled(sampler, traceId, parent) };
      const tracestate = parent && typeof headers["tracestate"] === "string" ? headers["tracestate"] : null;
      return new RequestTrace({ own, parent, tracestate, contextPath, tellsSpans: settings.traces !== null, onFinished });
    },
    async stop() {
      const tooLong = new Promise((resolve) => setTimeout(resolve, LAST_SEND_MS).unref());
      await Promise.race([Promise.allSettled([spans?.shutdown(), meters?.shutdown()]), tooLong]);
    },
  };
}

function startMeters({ metrics, metricIntervalMs }: TelemetrySettings, resource: Resource): MeterProvider {
  const exporter = metrics === "http/json" ? new JsonMetricExporter() : new OTLPMetricExporter();
  const exportTimeoutMillis = Math.min(30_000, metricIntervalMs);
  return new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: metricIntervalMs, exportTimeoutMillis })],
  });
}

/** `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` win over what we say of ourselves. */
function resourceOf(gatewayId: string, version: string): Resource {
  const own = resourceFromAttributes({ "service.name": "sluice-gateway", "service.version": version, "service.instance.id": gatewayId });
  return own.merge(detectResources({ detectors: [envDetector] }));
}
