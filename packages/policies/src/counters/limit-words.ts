import type { Period } from "@sluice/definition/policies/limit-period";

/** Gravitee's words: "1 minutes". */
export function periodInWords({ time, unit }: Period): string {
  return `${time} ${unit.toLowerCase()}`;
}

/** Whole seconds until a moment, at least one: whoever comes back before it is refused again. */
export function secondsUntil(ms: number, nowMs: number): number {
  return Math.max(1, Math.ceil((ms - nowMs) / 1_000));
}

/** As OpenAI writes how long it takes until a limit is as new: `6m0s`, `1.5s`, `20ms`. */
export function durationInWords(ms: number): string {
  const rounded = Math.max(0, Math.round(ms));
  if (rounded < 1_000) return `${rounded}ms`;
  const seconds = (rounded % 60_000) / 1_000;
  const minutes = Math.floor(rounded / 60_000);
  if (minutes === 0) return `${seconds}s`;
  return minutes < 60 ? `${minutes}m${seconds}s` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}s`;
}
