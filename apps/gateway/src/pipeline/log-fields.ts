import { readTraceparent } from "../telemetry/trace-context.ts";
import type { Exchange } from "./exchange.ts";

/** By which a line of the log is found: the request's id, and its trace's where there is one. */
export function logFields({ id, trace, req }: Pick<Exchange, "id" | "trace" | "req">): {
  readonly requestId: string;
  readonly traceId?: string;
} {
  const traceId = trace?.own.traceId ?? readTraceparent(req.headers["traceparent"])?.traceId;
  return traceId === undefined ? { requestId: id } : { requestId: id, traceId };
}
