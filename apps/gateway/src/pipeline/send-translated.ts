import type { IncomingHttpHeaders } from "node:http";
import type { UpstreamRequest } from "@sluice/providers/chat-adapter";
import type { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import type { Asked, Receiver } from "../upstream/send.ts";
import { sendAuthorised } from "../upstream/send-authorised.ts";
import type { Exchange } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { logFields } from "./log-fields.ts";

const NONE: readonly string[] = [];

interface TranslatedSending {
  readonly gateway: Pick<Gateway, "pools" | "authoriser" | "log">;
  readonly exchange: Exchange;
  readonly target: Target;
  readonly request: UpstreamRequest;
}

/**
 * Sends a translated request while the caller is there; a denial says that there is nothing to authorise it with. What was adapted on the
 * way stands in the log: the answer may differ by it, and nobody else would know.
 */
export function sendTranslated({ gateway, exchange, target, request }: TranslatedSending, receiver: Receiver): Promise<Asked | Denial> {
  if (request.lost.length > 0)
    gateway.log.info({ ...logFields(exchange), endpoint: target.endpoint, adapted: request.lost }, "a request was adapted to its provider");
  const headers = exchange.headersTo([...request.headers, ...traceHeaders(exchange.callerHeaders)]);
  exchange.content?.sent({ headers, body: request.body, target, isNative: false });
  return sendAuthorised(gateway, { target, request: { ...request, headers }, isWanted: () => !exchange.closed }, receiver);
}

/** The one thing of a caller's that a translated call takes along: https://www.w3.org/TR/trace-context/ */
function traceHeaders({ traceparent, tracestate }: IncomingHttpHeaders): readonly string[] {
  if (typeof traceparent !== "string") return NONE;
  return typeof tracestate === "string" ? ["traceparent", traceparent, "tracestate", tracestate] : ["traceparent", traceparent];
}
