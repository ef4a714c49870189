import { SAMPLERS, type SamplerSettings } from "./sampler.ts";

type Variables = Readonly<Record<string, string | undefined>>;

export interface TelemetrySettings {
  /** How it is told: null sends none. */
  readonly traces: Protocol | null;
  readonly metrics: Protocol | null;
  readonly sampler: SamplerSettings;
  readonly metricIntervalMs: number;
  readonly batch: { readonly delayMs: number; readonly queue: number; readonly size: number; readonly timeoutMs: number };
}

const PROTOCOLS = ["http/protobuf", "http/json"] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/**
 * OpenTelemetry's own variables (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/), as far as they are ours to read:
 * addresses, headers and time-outs are the exporters'. Null while no endpoint is set. Throws a sentence that names the variable.
 */
export function readTelemetrySettings(variables: Variables): TelemetrySettings | null {
  const given = (name: string) => variables[name]?.trim() || undefined;
  if (given("OTEL_SDK_DISABLED")?.toLowerCase() === "true") return null;
  const wants = (signal: "TRACES" | "METRICS") => {
    const hasAddress = given(`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`) ?? given("OTEL_EXPORTER_OTLP_ENDPOINT");
    if (!hasAddress || (given(`OTEL_${signal}_EXPORTER`) ?? "otlp") !== "otlp") return null;
    const name = given(`OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`) ? `OTEL_EXPORTER_OTLP_${signal}_PROTOCOL` : "OTEL_EXPORTER_OTLP_PROTOCOL";
    return oneOf(name, given(name) ?? "http/protobuf", PROTOCOLS);
  };
  const [traces, metrics] = [wants("TRACES"), wants("METRICS")];
  if (traces === null && metrics === null) return null;
  const number = (name: string, fallback: number) => numberOf(name, given(name), fallback);
  return {
    traces,
    metrics,
    sampler: {
      name: oneOf("OTEL_TRACES_SAMPLER", given("OTEL_TRACES_SAMPLER") ?? "parentbased_always_on", SAMPLERS),
      ratio: number("OTEL_TRACES_SAMPLER_ARG", 1),
    },
    metricIntervalMs: number("OTEL_METRIC_EXPORT_INTERVAL", 60_000),
    batch: {
      delayMs: number("OTEL_BSP_SCHEDULE_DELAY", 5_000),
      queue: number("OTEL_BSP_MAX_QUEUE_SIZE", 2_048),
      size: number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", 512),
      timeoutMs: number("OTEL_BSP_EXPORT_TIMEOUT", 30_000),
    },
  };
}

function oneOf<Value extends string>(name: string, value: string, values: readonly Value[]): Value {
  const found = values.find((known) => known === value);
  if (found === undefined) throw new Error(`${name} has to be one of ${values.join(", ")}.`);
  return found;
}

function numberOf(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new Error(`${name} has to be a number, 0 or more.`);
  return number;
}
