import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Denial } from "@sluice/wire/denial";
import { createProxyMiddleware, type RequestHandler } from "http-proxy-middleware";
import { applyPolicies } from "../pipeline/apply-policies.ts";
import { authenticate } from "../pipeline/authenticate.ts";
import { networkDenial } from "../pipeline/decode-failure.ts";
import { Exchange } from "../pipeline/exchange.ts";
import type { Gateway } from "../pipeline/gateway.ts";
import { logFields } from "../pipeline/log-fields.ts";
import { NOT_ACCOUNTED } from "../pipeline/not-accounted.ts";
import { unreadCall } from "../pipeline/read-call.ts";
import { modelNotFound, resolveRoute } from "../pipeline/resolve-route.ts";
import type { CompiledApi, Target } from "../runtime/compiled-api.ts";
import { passedOn } from "../upstream/headers.ts";
import { matchPath } from "./match-path.ts";
import { refuseWithFailure } from "./refuse-with-failure.ts";
import { splitUrl } from "./serve-request.ts";

interface Upgrade {
  readonly exchange: Exchange;
  readonly target: Target;
  readonly url: string;
}

interface Admitted {
  /** As policies let it go on. */
  readonly model: string | null;
}

interface Asked {
  readonly api: CompiledApi;
  /** Under the provider's base path. */
  readonly path: string;
  readonly search: string;
  readonly socket: Socket;
  readonly head: Buffer;
}

const NO_API = new Denial("path_not_found", "No API answers at this path. Check the context path in the URL.");
const FAULT = new Denial("internal_error", "The gateway failed. The fault has been logged.");
const NO_SOCKET = new Denial("path_not_found", "No WebSocket answers at this path. OpenAI's Realtime API is at /realtime.");
/** Browsers cannot set headers on a WebSocket: OpenAI's clients put the key among the protocols instead. */
const KEY_PROTOCOL = "openai-insecure-api-key.";
/** What makes a WebSocket, beside what any call passes on. */
const OF_THE_SOCKET = ["connection", "upgrade", "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions"];
const ANSWERED = /^(?:connection|upgrade|sec-websocket-.*|openai-processing-ms|openai-version)$/;

/** Takes the WebSockets of OpenAI's Realtime API: authenticated here, the model chosen by `?model=`, then byte by byte. */
export function attachRealtime(server: Server, gateway: Gateway): void {
  const realtime = new Realtime(gateway);
  server.on("upgrade", (req, socket, head) => realtime.upgrade(req, socket as Socket, head));
}

class Realtime {
  readonly #gateway: Gateway;
  readonly #proxy: RequestHandler;
  readonly #upgrades = new WeakMap<IncomingMessage, Upgrade>();

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
    this.#proxy = createProxyMiddleware({
      changeOrigin: true,
      router: (req) => this.#of(req).target.origin,
      pathRewrite: (_, req) => this.#of(req).url,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      ejectPlugins: true,
      plugins: [
        (proxy) => {
          proxy.on("proxyReqWs", (proxyReq, req) => this.#watch(proxyReq, this.#of(req).exchange));
          proxy.on("error", (error, req) => req && this.#fail(error, this.#of(req).exchange));
        },
      ],
    });
  }

  upgrade(req: IncomingMessage, socket: Socket, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    const { path, search } = splitUrl(req.url ?? "/");
    const found = this.#gateway.snapshot.matchApi(path);
    const res = new ServerResponse(req);
    res.shouldKeepAlive = false;
    res.assignSocket(socket);
    res.once("finish", () => socket.end());
    const { reporter, snapshot } = this.#gateway;
    const exchange = new Exchange({ req, res, path, api: found?.api ?? null, headers: [], reporter, prices: snapshot.prices });
    const contextPath = found === null ? null : path.slice(0, path.length - found.rest.length);
    exchange.trace = this.#gateway.telemetry?.begin(req.headers, contextPath) ?? null;
    if (found === null) {
      exchange.refuse(NO_API);
      return;
    }
    const matched = matchPath(found.rest);
    if (matched?.type !== "pass" || !matched.path.startsWith("/realtime") || req.headers.upgrade?.toLowerCase() !== "websocket") {
      exchange.refuse(NO_SOCKET);
      return;
    }
    if (!this.#gateway.accounts()) {
      exchange.refuse(NOT_ACCOUNTED);
      return;
    }
    const call = { id: exchange.id, req: { method: req.method, url: req.url, socket: req.socket, headers: withProtocolKey(req.headers) } };
    const begin = (admitted: Admitted | Denial | null) =>
      admitted === null || exchange.closed || this.#begin(exchange, admitted, { api: found.api, path: matched.path, search, socket, head });
    void this.#admit(exchange, found.api, call)
      .then(begin)
      .catch((error: unknown) => {
        this.#gateway.log.error({ err: error }, "a session failed by a fault of the gateway");
        if (!exchange.closed) exchange.refuse(FAULT);
      });
  }

  /** Null when policies have refused it. */
  async #admit(exchange: Exchange, api: CompiledApi, asked: Parameters<typeof authenticate>[1]): Promise<Admitted | Denial | null> {
    const caller = await authenticate(api, asked, this.#gateway);
    if (caller instanceof Denial) return caller;
    if (exchange.closed) return null;
    exchange.caller = caller;
    exchange.modelAsked = new URLSearchParams(splitUrl(asked.req.url ?? "").search).get("model");
    const call = await applyPolicies(this.#gateway, exchange, { api, caller, call: unreadCall("realtime", exchange.modelAsked) });
    return call === null ? null : { model: call.model };
  }

  #begin(exchange: Exchange, admitted: Admitted | Denial, { api, path, search, socket, head }: Asked): void {
    if (admitted instanceof Denial) return void exchange.refuse(admitted);
    const query = new URLSearchParams(search);
    const found = findTarget(api, admitted.model);
    if (found instanceof Denial) return void exchange.refuse(found);
    const { target, model } = found;
    const { req } = exchange;
    exchange.attempt(target, model);
    if (model !== null) query.set("model", model);
    this.#upgrades.set(req, { exchange, target, url: `${target.basePath}${path}${query.size > 0 ? `?${query}` : ""}` });
    req.headers = socketHeaders(exchange, target);
    this.#proxy.upgrade(req, socket, head);
  }

  #of(req: IncomingMessage): Upgrade {
    const upgrade = this.#upgrades.get(req);
    if (!upgrade) throw new Error("A WebSocket reached the proxy without a target.");
    return upgrade;
  }

  /** Ahead of the proxy's own listeners, so that a provider's refusal and its cookies do not reach the caller as they are. */
  #watch(proxyReq: ClientRequest, exchange: Exchange): void {
    proxyReq.prependListener("upgrade", (proxyRes: IncomingMessage, upstream: Socket) => {
      exchange.firstByte();
      exchange.upgraded();
      for (const name of Object.keys(proxyRes.headers)) if (!ANSWERED.test(name)) delete proxyRes.headers[name];
      proxyRes.headers["x-request-id"] = exchange.id;
      exchange.policies?.onResponse();
      const added = exchange.policies?.context.responseHeaders.added ?? [];
      for (let at = 0; at + 1 < added.length; at += 2) proxyRes.headers[added[at] ?? ""] = added[at + 1];
      // The proxy joins both ends; it does not close one when the other breaks.
      exchange.running = { stop: () => upstream.destroy() };
      upstream.once("close", () => exchange.req.socket.destroySoon());
    });
    exchange.running = { stop: () => proxyReq.destroy() };
    proxyReq.prependListener("response", (proxyRes) => refuseWithFailure(proxyRes, exchange));
  }

  #fail(error: Error, exchange: Exchange): void {
    const denial = networkDenial(error);
    this.#gateway.log.warn({ ...logFields(exchange), detail: denial.extra.detail }, "a provider did not answer");
    exchange.refuse(denial);
  }
}

function findTarget(api: CompiledApi, asked: string | null): { readonly target: Target; readonly model: string | null } | Denial {
  if (asked === null) {
    const [target] = api.openAiTargets;
    return target ? { target, model: null } : NO_SOCKET;
  }
  const route = resolveRoute(api, asked);
  if (route instanceof Denial) return route;
  const target = route.targets.find((candidate) => candidate.speaksOpenAi);
  return target ? { target, model: target.model?.name ?? route.sent } : modelNotFound(api, asked);
}

function protocols(headers: IncomingHttpHeaders): string[] {
  return (headers["sec-websocket-protocol"] ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function withProtocolKey(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  if (headers.authorization !== undefined) return headers;
  const key = protocols(headers).find((one) => one.startsWith(KEY_PROTOCOL));
  return key === undefined ? headers : { ...headers, authorization: `Bearer ${key.slice(KEY_PROTOCOL.length)}` };
}

function socketHeaders(exchange: Exchange, target: Target): IncomingHttpHeaders {
  const caller = exchange.callerHeaders;
  const headers: IncomingHttpHeaders = {};
  for (const name of OF_THE_SOCKET) if (caller[name] !== undefined) headers[name] = caller[name];
  const spoken = protocols(caller).filter((one) => !one.startsWith(KEY_PROTOCOL));
  if (spoken.length > 0) headers["sec-websocket-protocol"] = spoken.join(", ");
  const extra = exchange.headersTo(passedOn(target, caller));
  for (let index = 0; index < extra.length; index += 2) headers[(extra[index] ?? "").toLowerCase()] = extra[index + 1];
  return headers;
}
