import { Denial } from "@sluice/wire/denial";
import { readBody } from "../http/read-body.ts";
import type { CompiledApi } from "../runtime/compiled-api.ts";
import { applyPolicies } from "./apply-policies.ts";
import { authenticate } from "./authenticate.ts";
import { beginContent } from "./begin-content.ts";
import type { Exchange } from "./exchange.ts";
import { forwardCall } from "./forward-call.ts";
import type { Gateway } from "./gateway.ts";
import { NOT_ACCOUNTED } from "./not-accounted.ts";
import { type Call, type CallKind, readCall } from "./read-call.ts";
import { readForm } from "./read-form.ts";
import { type Route, resolveRoute } from "./resolve-route.ts";

interface Endpoint {
  readonly api: CompiledApi;
  readonly kind: CallKind;
  /** Under the provider's base path. */
  readonly path: string;
  /** The content type of a form; left out where the body is JSON. */
  readonly form?: string;
  /** Part of a socket's life, which itself is not read. */
  readonly realtime?: boolean;
}

/** The life of a request. Whatever happens, its outcome is reported when the response closes: see Exchange. */
export async function handleCall(gateway: Gateway, exchange: Exchange, { api, kind, path, form, realtime }: Endpoint): Promise<void> {
  if (!gateway.accounts()) return exchange.refuse(NOT_ACCOUNTED);
  const verdict = authenticate(api, exchange, gateway);
  const caller = verdict instanceof Promise ? await verdict : verdict;
  if (exchange.closed) return;
  if (caller instanceof Denial) return exchange.refuse(caller);
  exchange.caller = caller;

  const body = await readBody(exchange.req, gateway.limits.requestBytes);
  exchange.bodyRead();
  if (body === null) return;
  if (body instanceof Denial) return exchange.refuse(body);

  const read = form === undefined ? readCall(kind, body) : readForm(body, form);
  if (read instanceof Denial) return exchange.refuse(read);
  exchange.modelAsked = read.model;
  exchange.streamed = read.stream;

  const { logging } = api;
  if (logging !== null) beginContent(gateway, exchange, { api, logging, caller, call: read });
  const applied = applyPolicies(gateway, exchange, { api, caller, call: realtime ? { ...read, path: "realtime" } : read });
  const call = applied instanceof Promise ? await applied : applied;
  if (call === null || exchange.closed) return;
  exchange.content?.admitted(call.body);

  const route = routeOf(api, call);
  if (route instanceof Denial) return exchange.refuse(route);
  forwardCall(gateway, { exchange, call, route, path });
}

/** Calls without a model (some of OpenAI's other paths) go where files and voices live: to the first endpoint that speaks OpenAI. */
function routeOf(api: CompiledApi, call: Call): Route | Denial {
  if (call.model !== null) return resolveRoute(api, call.model);
  const [target] = api.openAiTargets;
  if (target) return { targets: [target], sent: null };
  return new Denial("path_not_found", "This API has no endpoint that takes this path: none of its providers speaks OpenAI's API.");
}
