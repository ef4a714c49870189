import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Denial } from "@sluice/wire/denial";
import { createProxyMiddleware, type RequestHandler } from "http-proxy-middleware";
import { applyPolicies } from "../pipeline/apply-policies.ts";
import { authenticate } from "../pipeline/authenticate.ts";
import { networkDenial } from "../pipeline/decode-failure.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import type { Gateway } from "../pipeline/gateway.ts";
import { handleCall } from "../pipeline/handle-call.ts";
import { logFields } from "../pipeline/log-fields.ts";
import { NOT_ACCOUNTED } from "../pipeline/not-accounted.ts";
import { unreadCall } from "../pipeline/read-call.ts";
import type { CompiledApi, Target } from "../runtime/compiled-api.ts";
import { answerHeaders, passedOn } from "../upstream/headers.ts";
import { refuseWithFailure } from "./refuse-with-failure.ts";

interface Passed {
  readonly exchange: Exchange;
  readonly target: Target;
  /** On the provider, with its query. */
  readonly url: string;
}

/** What files, ranges and multipart bodies need beside what every call passes on. */
const OF_THE_BODY = [
  "content-type",
  "content-length",
  "transfer-encoding",
  "content-encoding",
  "accept-encoding",
  "range",
  "if-none-match",
  "if-modified-since",
];
const OF_THE_ANSWER = [
  "content-length",
  "content-encoding",
  "content-disposition",
  "content-language",
  "content-range",
  "accept-ranges",
  "cache-control",
  "etag",
  "last-modified",
];
/** Recordings and pictures come as forms that name their model. */
const MODEL_FORMS = new Set(["/audio/transcriptions", "/audio/translations", "/images/edits", "/images/variations"]);
const NO_TARGET = new Denial("path_not_found", "This API has no endpoint that takes this path: none of its providers speaks OpenAI's API.");

/**
 * OpenAI's other paths: JSON calls, and forms that name a model, go the way of every call; files and the rest go byte by byte to the first
 * endpoint that speaks OpenAI.
 */
export class PassThrough {
  readonly #gateway: Gateway;
  readonly #proxy: RequestHandler;
  readonly #passed = new WeakMap<IncomingMessage, Passed>();

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
    this.#proxy = createProxyMiddleware({
      changeOrigin: true,
      selfHandleResponse: true,
      router: (req) => this.#of(req).target.origin,
      pathRewrite: (_, req) => this.#of(req).url,
      logger: SILENT,
      // Its own plugins write HTML errors and log whole URLs.
      ejectPlugins: true,
      on: {
        proxyReq: (proxyReq, req) => limitSilence(proxyReq, this.#of(req).target),
        proxyRes: (proxyRes, req) => this.#answer(proxyRes, this.#of(req).exchange),
        error: (error, req) => this.#fail(error, this.#of(req).exchange),
      },
      plugins: [subscribe],
    });
  }

  handle(
    exchange: Exchange,
    { api, path, search }: { readonly api: CompiledApi; readonly path: string; readonly search: string },
  ): Promise<void> | void {
    const { req } = exchange;
    const { headers, method } = req;
    if (method === "POST" && /^\s*application\/json/i.test(headers["content-type"] ?? "") && headers["content-length"] !== "0")
      return handleCall(this.#gateway, exchange, { api, kind: "other", path: path + search, realtime: REALTIME.test(path) });
    const form = method === "POST" && MODEL_FORMS.has(path) ? this.#heldForm(headers) : null;
    if (form !== null) return handleCall(this.#gateway, exchange, { api, kind: "other", path: path + search, form });
    return this.#forward(exchange, { api, path: path + search });
  }

  async #forward(exchange: Exchange, { api, path }: { readonly api: CompiledApi; readonly path: string }): Promise<void> {
    if (!this.#gateway.accounts()) return exchange.refuse(NOT_ACCOUNTED);
    const caller = await authenticate(api, exchange, this.#gateway);
    if (exchange.closed) return;
    if (caller instanceof Denial) return void exchange.refuse(caller);
    const { req } = exchange;
    exchange.caller = caller;
    if ((await applyPolicies(this.#gateway, exchange, { api, caller, call: unreadCall(unreadPath(req, path)) })) === null) return;
    const [target] = api.openAiTargets;
    if (!target) return void exchange.refuse(NO_TARGET);
    exchange.attempt(target, null);
    this.#passed.set(req, { exchange, target, url: target.basePath + path });
    req.headers = passedHeaders(exchange, target);
    void this.#proxy(req, exchange.res, () => {});
  }

  /** The content type of a form that may be held in memory to find its model; null for what is longer, or of unknown length. */
  #heldForm(headers: IncomingHttpHeaders): string | null {
    const type = headers["content-type"] ?? "";
    const held = Number(headers["content-length"] ?? Number.NaN) <= this.#gateway.limits.requestBytes;
    return held && /^\s*multipart\/form-data/i.test(type) ? type : null;
  }

  #of(req: IncomingMessage): Passed {
    const passed = this.#passed.get(req);
    if (!passed) throw new Error("A request reached the proxy without a target.");
    return passed;
  }

  #answer(proxyRes: IncomingMessage, exchange: Exchange): void {
    exchange.firstByte();
    proxyRes.once("end", () => {
      exchange.answered();
      exchange.settle();
    });
    const status = proxyRes.statusCode ?? 502;
    if (status >= 400 || (status >= 300 && status !== 304)) {
      refuseWithFailure(proxyRes, exchange);
      return;
    }
    const headers = answerHeaders(proxyRes.headers, exchange.answerHeaders());
    for (const name of OF_THE_ANSWER) {
      const value = proxyRes.headers[name];
      if (typeof value === "string") headers.push(name, value);
    }
    exchange.writeHead(status, headers);
    proxyRes.pipe(exchange.res);
  }

  #fail(error: Error, exchange: Exchange): void {
    const denial = networkDenial(error);
    this.#gateway.log.warn({ ...logFields(exchange), detail: denial.extra.detail }, "a provider did not answer");
    if (!exchange.res.headersSent) {
      exchange.refuse(denial);
      return;
    }
    exchange.errorCode ??= denial.code;
    exchange.res.destroy();
  }
}

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

type ProxyPlugin = NonNullable<Parameters<typeof createProxyMiddleware<IncomingMessage, ServerResponse>>[0]["plugins"]>[number];

/** With the middleware's own plugins left out, someone has to connect `on`. */
const subscribe: ProxyPlugin = (server, { on }) => {
  if (on?.proxyReq) server.on("proxyReq", on.proxyReq);
  if (on?.proxyRes) server.on("proxyRes", on.proxyRes);
  if (on?.error) server.on("error", on.error as (error: Error) => void);
};

/** Sockets are opened with sessions and keys from below this path. */
const REALTIME = /^\/realtime(?:[/?]|$)/;

function unreadPath({ headers }: IncomingMessage, path: string): "uploads" | "downloads" | "realtime" {
  if (REALTIME.test(path)) return "realtime";
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;
  return hasBody ? "uploads" : "downloads";
}

function passedHeaders(exchange: Exchange, target: Target): IncomingHttpHeaders {
  const caller = exchange.callerHeaders;
  const headers: IncomingHttpHeaders = {};
  for (const name of OF_THE_BODY) if (caller[name] !== undefined) headers[name] = caller[name];
  const extra = exchange.headersTo(passedOn(target, caller));
  for (let index = 0; index < extra.length; index += 2) headers[(extra[index] ?? "").toLowerCase()] = extra[index + 1];
  return headers;
}

function limitSilence(proxyReq: ClientRequest, { http }: Target): void {
  const longest = Math.max(http.firstByteTimeout, http.idleTimeout);
  proxyReq.setTimeout(longest, () =>
    proxyReq.destroy(Object.assign(new Error("The provider fell silent."), { code: "UND_ERR_HEADERS_TIMEOUT" })),
  );
}
