import { expect, test } from "vitest";
import { readTelemetrySettings } from "./read-settings.ts";
import { isSampled, SAMPLERS } from "./sampler.ts";
import { newTraceId } from "./trace-context.ts";

const OTEL_EXPORTER_OTLP_ENDPOINT = "http://localhost:4318";

test.each([
  ["no endpoint is set", {}],
  ["the SDK is disabled", { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: "true" }],
  ["both exporters are none", { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER: "none", OTEL_METRICS_EXPORTER: "none" }],
])("nothing is told when %s", (_, variables) => {
  expect(readTelemetrySettings(variables)).toBeNull();
});

test("signals are told apart: one may have an endpoint, and a protocol, of its own", () => {
  const metricsOnly = {
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://localhost:4318/v1/metrics",
    OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: "http/json",
  };
  expect(readTelemetrySettings(metricsOnly)).toMatchObject({ traces: null, metrics: "http/json" });
  expect(readTelemetrySettings({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_METRICS_EXPORTER: "none" })).toMatchObject({
    traces: "http/protobuf",
    metrics: null,
  });
});

test.each([
  ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
  ["OTEL_TRACES_SAMPLER", "jaeger_remote"],
  ["OTEL_TRACES_SAMPLER_ARG", "half"],
  ["OTEL_BSP_SCHEDULE_DELAY", "-1"],
])("%s=%s is refused by its name", (name, value) => {
  expect(() => readTelemetrySettings({ OTEL_EXPORTER_OTLP_ENDPOINT, [name]: value })).toThrow(name);
});

test("a ratio takes that share of the traces, and a parent decides where the sampler asks it", () => {
  const ids = Array.from({ length: 4_000 }, newTraceId);
  const taken = ids.filter((id) => isSampled({ name: "traceidratio", ratio: 0.25 }, id, null)).length;
  expect(Math.abs(taken - 1_000)).toBeLessThan(150);
  const parent = (sampled: boolean) => ({ traceId: newTraceId(), spanId: "00f067aa0ba902b7", sampled });
  for (const name of SAMPLERS.filter((one) => one.startsWith("parentbased_")))
    for (const sampled of [true, false]) expect(isSampled({ name, ratio: 0.5 }, newTraceId(), parent(sampled))).toBe(sampled);
  expect(isSampled({ name: "always_off", ratio: 1 }, newTraceId(), parent(true))).toBe(false);
});
