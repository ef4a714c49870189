import { randomBytes } from "node:crypto";

/** Where a caller is in its trace: W3C Trace Context, https://www.w3.org/TR/trace-context/ */
export interface TraceContext {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  readonly sampled: boolean;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED = 1;

/** Null when there is none, or one that the standard says to take for none. */
export function readTraceparent(value: string | string[] | undefined): TraceContext | null {
  if (typeof value !== "string") return null;
  const [, version = "", traceId = "", spanId = "", flags = "", rest] = TRACEPARENT.exec(value) ?? [];
  const isWrong = version === "" || version === "ff" || (version === "00" && rest !== undefined) || isZero(traceId) || isZero(spanId);
  return isWrong ? null : { traceId, spanId, sampled: (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED };
}

export function writeTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? "01" : "00"}`;
}

export function newTraceId(): string {
  return randomBytes(16).toString("hex");
}

export function newSpanId(): string {
  return randomBytes(8).toString("hex");
}

function isZero(id: string): boolean {
  return /^0+$/.test(id);
}
