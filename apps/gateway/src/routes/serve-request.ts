import type { IncomingMessage, ServerResponse } from "node:http";
import type { Cors } from "@sluice/definition/listener";
import { Denial } from "@sluice/wire/denial";
import { corsFor, corsHeaders, isPreflight, preflightHeaders } from "../http/cors.ts";
import { Exchange } from "../pipeline/exchange.ts";
import type { Gateway } from "../pipeline/gateway.ts";
import { handleCall } from "../pipeline/handle-call.ts";
import { formatOfPath, INBOUND_FORMATS } from "../pipeline/inbound-formats.ts";
import type { CallKind } from "../pipeline/read-call.ts";
import { allowedMethods, type MatchedPath, matchPath } from "./match-path.ts";
import { listModels, showModel } from "./models.ts";
import { PassThrough } from "./pass-through.ts";

const NONE: readonly string[] = [];
const NO_API = new Denial("path_not_found", "No API answers at this path. Check the context path in the URL.");
const NO_PATH = new Denial(
  "path_not_found",
  "This path is not known here. The base URL ends with the API's context path; OpenAI's paths, like /chat/completions, follow it.",
);
const NOT_READY = new Denial("gateway_unavailable", "The gateway is still reading its configuration. Try again in a moment.", {
  retryAfterSeconds: 2,
});

export type ServeRequest = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

/** The consumers' door: finds the API and what of it is meant, and hands over. */
export function createServeRequest(gateway: Gateway): ServeRequest {
  const passThrough = new PassThrough(gateway);
  return (req, res) => {
    const { path, search } = splitUrl(req.url ?? "/");
    const found = gateway.snapshot.matchApi(path);
    const { reporter } = gateway;
    const { prices } = gateway.snapshot;
    if (found === null) {
      const exchange = new Exchange({ req, res, path, api: null, headers: NONE, reporter, prices });
      exchange.format = formatOfPath(path);
      exchange.trace = gateway.telemetry?.begin(req.headers, null) ?? null;
      return exchange.refuse(gateway.ready() ? NO_API : NOT_READY);
    }
    const { api, rest } = found;
    const cors = corsFor(api.cors, req, gateway.consoleOrigins);
    const exchange = new Exchange({ req, res, path, api, headers: corsHeaders(cors, req), reporter, prices });
    if (gateway.telemetry !== null) exchange.trace = gateway.telemetry.begin(req.headers, path.slice(0, path.length - rest.length));
    const matched = matchPath(rest);
    if (matched === null) return exchange.refuse(NO_PATH);
    if (matched.type === "call" && INBOUND_FORMATS[matched.kind] !== exchange.format) speakAs(exchange, matched.kind);
    if (req.method === "OPTIONS") return answerOptions(exchange, cors, matched);
    switch (matched.type) {
      case "call":
        return req.method === "POST" ? handleCall(gateway, exchange, { api, ...matched }) : refuseMethod(exchange, matched);
      case "models":
        return isRead(req) ? listModels(gateway, exchange, api) : refuseMethod(exchange, matched);
      case "model":
        return isRead(req) ? showModel(gateway, exchange, { api, id: matched.id }) : refuseMethod(exchange, matched);
      case "pass":
        return passThrough.handle(exchange, { api, path: matched.path, search });
    }
  };
}

/** Anthropic's clients look for the request's id under its own name of the header. */
function speakAs(exchange: Exchange, kind: CallKind): void {
  exchange.format = INBOUND_FORMATS[kind];
  if (kind === "messages" || kind === "count") exchange.res.setHeader("request-id", exchange.id);
}

/** `search` has its question mark, or is empty. */
export function splitUrl(url: string): { readonly path: string; readonly search: string } {
  const query = url.indexOf("?");
  return query < 0 ? { path: url, search: "" } : { path: url.slice(0, query), search: url.slice(query) };
}

function isRead({ method }: IncomingMessage): boolean {
  return method === "GET" || method === "HEAD";
}

function refuseMethod(exchange: Exchange, matched: MatchedPath): void {
  const allow = allowedMethods(matched);
  exchange.res.setHeader("allow", allow);
  exchange.refuse(new Denial("method_not_allowed", `The method ${exchange.req.method} is not allowed here. Allowed: ${allow}.`));
}

/** Browsers ask without a key, so none is asked for. */
function answerOptions(exchange: Exchange, cors: Cors | null, matched: MatchedPath): void {
  const headers = exchange.answerHeaders();
  headers.push("allow", allowedMethods(matched));
  // A page that is not allowed hears nothing of what would be.
  if (cors !== null && isPreflight(exchange.req) && headers.includes("access-control-allow-origin"))
    headers.push(...preflightHeaders(cors, exchange.req));
  exchange.res.writeHead(204, headers);
  exchange.end();
}
