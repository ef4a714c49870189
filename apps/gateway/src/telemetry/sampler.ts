import type { TraceContext } from "./trace-context.ts";

export const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export interface SamplerSettings {
  readonly name: (typeof SAMPLERS)[number];
  /** 0 to 1. */
  readonly ratio: number;
}

const ALL = 2 ** 32;

/** Whether a trace is taken. The share is told by the id's last digits, so that other processes with the same ratio take the same traces. */
export function isSampled({ name, ratio }: SamplerSettings, traceId: string, parent: TraceContext | null): boolean {
  if (name.startsWith("parentbased_") && parent !== null) return parent.sampled;
  if (name.endsWith("traceidratio")) return Number.parseInt(traceId.slice(-8), 16) < ratio * ALL;
  return name.endsWith("always_on");
}
