import type { IncomingHttpHeaders } from "node:http";
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
  /** Somebody is told of spans: a provider may name ours as its parent. */
  readonly tellsSpans: boolean;
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
  readonly #tellsSpans: boolean;
  readonly #onFinished: Begun["onFinished"];

  constructor({ own, parent, tracestate, contextPath, tellsSpans, onFinished }: Begun) {
    this.own = own;
    this.parent = parent;
    this.tracestate = tracestate;
    this.contextPath = contextPath;
    this.#tellsSpans = tellsSpans;
    this.#onFinished = onFinished;
  }

  /** A caller's headers with what the provider that is asked now is told of the trace; as they came where nobody will hear of our spans. */
  passOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
    if (!this.#tellsSpans) return headers;
    const spanId = this.attempts.at(-1)?.spanId ?? this.own.spanId;
    // A state without its parent is no trace's, and the new one begins without it.
    return { ...headers, traceparent: writeTraceparent({ ...this.own, spanId }), tracestate: this.tracestate ?? undefined };
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
