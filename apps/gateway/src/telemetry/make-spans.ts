import { type Attributes, type HrTime, SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { UsageRecord } from "../metering/usage-record.ts";
import { GEN_AI, operationName, providerName, sum, totalTokens } from "./gen-ai.ts";
import type { RequestTrace, TracedAttempt } from "./request-trace.ts";
import type { TraceContext } from "./trace-context.ts";

export interface SpanSource {
  readonly resource: Resource;
  readonly scope: { readonly name: string; readonly version: string };
}

/**
 * A request's spans: its own, and one for each call to a provider. Made of what the usage record has anyway, when all is over; nothing of what
 * was asked or answered is in them.
 */
export function makeSpans(trace: RequestTrace, record: UsageRecord, source: SpanSource): readonly ReadableSpan[] {
  const endedAt = trace.startedAt + record.totalMs;
  const server = span({
    ...{ trace, source },
    name: `${record.method} ${trace.contextPath ?? ""}`.trim(),
    kind: SpanKind.SERVER,
    context: trace.own,
    parent: trace.parent,
    ...{ startedAt: trace.startedAt, endedAt },
    error: record.status >= 500 ? (record.errorCode ?? String(record.status)) : null,
    attributes: serverAttributes(trace, record),
  });
  return [
    server,
    ...trace.attempts.map((attempt, at) =>
      attemptSpan(attempt, { trace, record, source, endedAt, isLast: at === trace.attempts.length - 1 }),
    ),
  ];
}

interface AttemptOf {
  readonly trace: RequestTrace;
  readonly record: UsageRecord;
  readonly source: SpanSource;
  readonly endedAt: number;
  readonly isLast: boolean;
}

function attemptSpan(attempt: TracedAttempt, { trace, record, source, endedAt, isLast }: AttemptOf): ReadableSpan {
  const operation = operationName(record.path);
  const url = new URL(attempt.target.origin);
  // A stream that broke off began well: only the request knows of its end.
  const error = attempt.error ?? (isLast && record.errorCode?.startsWith("upstream_") ? record.errorCode : null);
  return span({
    ...{ trace, source },
    name: attempt.model === null ? operation : `${operation} ${attempt.model}`,
    kind: SpanKind.CLIENT,
    context: { ...trace.own, spanId: attempt.spanId },
    parent: trace.own,
    startedAt: attempt.startedAt,
    endedAt: attempt.endedAt ?? endedAt,
    error,
    attributes: {
      [GEN_AI.operation]: operation,
      [GEN_AI.provider]: providerName(attempt),
      ...known({ [GEN_AI.requestModel]: attempt.model, "http.response.status_code": attempt.status, "error.type": error }),
      "server.address": url.hostname,
      "server.port": Number(url.port || (url.protocol === "https:" ? 443 : 80)),
      "sluice.endpoint.name": attempt.target.endpoint,
      "sluice.endpoint.group": attempt.target.group,
      ...(isLast && answerAttributes(record, attempt, trace)),
    },
  });
}

function answerAttributes(
  { usage, modelAnswered, streamed, firstByteMs }: UsageRecord,
  attempt: TracedAttempt,
  trace: RequestTrace,
): Attributes {
  const { input, output } = totalTokens(usage);
  const askedAfterMs = attempt.startedAt - trace.startedAt;
  return {
    [GEN_AI.stream]: streamed,
    ...known({
      [GEN_AI.responseModel]: modelAnswered,
      [GEN_AI.input]: input,
      [GEN_AI.output]: output,
      [GEN_AI.cacheRead]: usage.cacheRead,
      [GEN_AI.cacheWrite]: sum([usage.cacheWrite, usage.cacheWriteHour]),
      [GEN_AI.reasoning]: usage.reasoning,
      [GEN_AI.firstChunk]: streamed && firstByteMs !== null ? Math.max(0, firstByteMs - askedAfterMs) / 1000 : null,
    }),
  };
}

function serverAttributes({ contextPath }: RequestTrace, record: UsageRecord): Attributes {
  return {
    "http.request.method": record.method,
    "url.path": record.path,
    "http.response.status_code": record.status,
    "sluice.request.id": record.requestId,
    "sluice.usage.provenance": record.usage.provenance,
    ...known({
      "http.route": contextPath,
      "error.type": record.errorCode,
      "sluice.api.id": record.apiId,
      "sluice.api.revision": record.revision,
      "sluice.plan.id": record.planId,
      "sluice.application.id": record.applicationId,
      "sluice.subscription.id": record.subscriptionId,
      "sluice.cost.usd": record.costUsd === null ? null : Number(record.costUsd),
    }),
  };
}

interface SpanOf {
  readonly trace: RequestTrace;
  readonly source: SpanSource;
  readonly name: string;
  readonly kind: SpanKind;
  readonly context: TraceContext;
  readonly parent: TraceContext | null;
  /** As of `performance.now`. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly error: string | null;
  readonly attributes: Attributes;
}

function span({ trace, source, name, kind, context, parent, startedAt, endedAt, error, attributes }: SpanOf): ReadableSpan {
  const at = (moment: number) => hrTime(trace.startedMs + moment - trace.startedAt);
  return {
    name,
    kind,
    spanContext: () => ({ traceId: context.traceId, spanId: context.spanId, traceFlags: TraceFlags.SAMPLED }),
    ...(parent && {
      parentSpanContext: { traceId: parent.traceId, spanId: parent.spanId, traceFlags: TraceFlags.SAMPLED, isRemote: parent !== trace.own },
    }),
    startTime: at(startedAt),
    endTime: at(endedAt),
    duration: hrTime(Math.max(0, endedAt - startedAt)),
    status: error === null ? { code: SpanStatusCode.UNSET } : { code: SpanStatusCode.ERROR, message: error },
    attributes,
    links: [],
    events: [],
    ended: true,
    resource: source.resource,
    instrumentationScope: source.scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}

/** Without what nobody knows. */
function known(attributes: Readonly<Record<string, string | number | null>>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)) as Attributes;
}
