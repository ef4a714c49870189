import { ContentCapture, headersOf } from "../contents/content-capture.ts";
import { tapResponse } from "../contents/tap-response.ts";
import { callerAddresses } from "../http/caller-addresses.ts";
import { RequestContext } from "../policies/request-context.ts";
import type { CompiledApi } from "../runtime/compiled-api.ts";
import type { CompiledLogging } from "../runtime/compiled-logging.ts";
import type { Caller } from "./caller.ts";
import type { Exchange } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import type { Call } from "./read-call.ts";

interface Begun {
  readonly api: CompiledApi;
  readonly logging: CompiledLogging;
  readonly caller: Caller;
  readonly call: Call;
}

/** From here on what passes in this exchange is noted. The body is, once policies have let it go on, as they left it. */
export function beginContent(gateway: Pick<Gateway, "contents" | "trustedProxies">, exchange: Exchange, begun: Begun): void {
  const { api, logging, caller, call } = begun;
  const { contents, trustedProxies } = gateway;
  const addresses = callerAddresses(exchange.req, trustedProxies);
  const planName = api.chains.get(caller.planId)?.planName ?? "";
  const capture = new ContentCapture({
    requestId: exchange.id,
    apiId: api.id,
    kind: call.kind,
    logging,
    context: new RequestContext({ exchange, api, caller, call, planName, addresses }),
    sampled: Math.random() * 100 < logging.samplingPercent,
    contents,
  });
  exchange.content = capture;
  capture.arrived(headersOf(exchange.req.headers), call.body);
  tapResponse(exchange.res, capture);
}
