import type { UsageRecord } from "../metering/usage-record.ts";
import type { Target } from "../runtime/compiled-api.ts";
import { newSpanId, type TraceContext, writeTraceparent } from "./trace-context.ts";

/** A call to a provider. Times as of `performance.now`. */
export interface TracedAttempt {
  readonly spanId: string;
  readonly target: Target;
  readonly model: string | null;
  readonly startedAt: number;
  endedAt: number | null;
  status: number | null;
  error: string | null;
}

interface Begun {
  /** The gateway's own span. */
  readonly own: TraceContext;
  /** The caller's; null where the trace begins here. */
  readonly parent: TraceContext | null;
  readonly tracestate: string | null;
  readonly contextPath: string | null;
  readonly onFinished: (trace: RequestTrace, record: UsageRecord) => void;
}

/** Where one request stands in its trace. Notes times while it runs; spans are made of it when all is over. */
export class RequestTrace {
  readonly own: TraceContext;
  readonly parent: TraceContext | null;
  readonly tracestate: string | null;
  readonly contextPath: string | null;
  readonly startedMs = Date.now();
  readonly startedAt = performance.now();
  readonly attempts: TracedAttempt[] = [];
  readonly #onFinished: Begun["onFinished"];

  constructor({ own, parent, tracestate, contextPath, onFinished }: Begun) {
    this.own = own;
    this.parent = parent;
    this.tracestate = tracestate;
    this.contextPath = contextPath;
    this.#onFinished = onFinished;
  }

  /** What the provider that is asked now is told of it. */
  get headers(): Record<string, string> {
    const spanId = this.attempts.at(-1)?.spanId ?? this.own.spanId;
    const traceparent = writeTraceparent({ ...this.own, spanId });
    return this.tracestate === null ? { traceparent } : { traceparent, tracestate: this.tracestate };
  }

  asked(target: Target, model: string | null): void {
    this.attempts.push({ spanId: newSpanId(), target, model, startedAt: performance.now(), endedAt: null, status: null, error: null });
  }

  answered(status: number): void {
    const attempt = this.attempts.at(-1);
    if (attempt) attempt.status = status;
  }

  /** The provider has nothing more to say; or has failed. */
  ended(error: string | null): void {
    const attempt = this.attempts.at(-1);
    if (!attempt) return;
    attempt.endedAt = performance.now();
    attempt.error = error;
  }

  finish(record: UsageRecord): void {
    this.#onFinished(this, record);
  }
}
