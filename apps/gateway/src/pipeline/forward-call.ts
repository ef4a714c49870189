import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import type { Target } from "../runtime/compiled-api.ts";
import { requestHeaders } from "../upstream/headers.ts";
import { type AnswerSink, type Asked, type Flow, type Receiver, send, type UpstreamHeaders } from "../upstream/send.ts";
import { answerEstimate } from "./answer-estimate.ts";
import { decodeFailure, networkDenial, scrubbed } from "./decode-failure.ts";
import { Drain } from "./drain.ts";
import { EmbeddingsAttempt } from "./embeddings-attempt.ts";
import { encodeCall, modelFor } from "./encode-call.ts";
import { estimateUsage } from "./estimate-usage.ts";
import type { Exchange, Running } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { nativeAdapter, speaksNatively } from "./inbound-formats.ts";
import { logFields } from "./log-fields.ts";
import type { Call } from "./read-call.ts";
import { readFailure } from "./read-failure.ts";
import type { Relay } from "./relay.ts";
import { relayBytes } from "./relay-bytes.ts";
import { relayCompletion } from "./relay-completion.ts";
import { relayStream } from "./relay-stream.ts";
import { relayTranslatedCompletion, relayTranslatedStream } from "./relay-translated.ts";
import type { Route } from "./resolve-route.ts";
import { sendTranslated } from "./send-translated.ts";
import { type TranslatedChat, translateChat } from "./translate-chat.ts";
import { translateEmbeddings } from "./translate-embeddings.ts";

interface Forward {
  readonly exchange: Exchange;
  readonly call: Call;
  readonly route: Route;
  /** Under the target's base path: `/chat/completions`. */
  readonly path: string;
}

/** Asks the route's targets in turn until one answers, and relays that answer. Others are tried only while nothing has reached the caller. */
export function forwardCall(gateway: Gateway, forward: Forward): void {
  new Forwarding(gateway, forward).next();
}

/** Failures that another endpoint, or the same a little later, may not have. */
const WORTH_ANOTHER_TRY: ReadonlySet<string> = new Set([
  "rate_limit_exceeded",
  "upstream_error",
  "upstream_overloaded",
  "upstream_timeout",
  "upstream_unreachable",
]);
/** Targets that refused `stream_options`: old servers know the field not, and are asked without it from then on. */
const withoutStreamOptions = new WeakSet<Target>();

class Forwarding implements Receiver, Running {
  readonly #gateway: Gateway;
  readonly #forward: Forward;
  readonly #mostAttempts: number;
  #tried = 0;
  #attempt: Asked | null = null;
  #flow: Flow | null = null;
  #usageDemanded = false;
  /** What the provider says is no answer. */
  #refusing = false;
  /** Set while the provider asked speaks another language. */
  #chat: TranslatedChat | null = null;

  constructor(gateway: Gateway, forward: Forward) {
    this.#gateway = gateway;
    this.#forward = forward;
    const retries = forward.exchange.api?.maxRetries ?? 0;
    this.#mostAttempts = Math.min(forward.route.targets.length, 1 + retries);
    forward.exchange.running = this;
  }

  next(): void {
    const target = this.#forward.route.targets[this.#tried++];
    if (target) this.#ask(target);
  }

  stop(): void {
    this.#attempt?.stop();
    // Whoever stopped it has yet to say why.
    if (this.#forward.exchange.drain !== null) queueMicrotask(() => this.ended());
  }

  /**
   * The caller has gone. True: the provider is listened to for its count, and the exchange hears when that is over. Else it is stopped, and what
   * it will charge for is estimated.
   */
  leave(): boolean {
    const { exchange, call } = this.#forward;
    const isPaid = this.#attempt?.isUnderWay === true && !this.#refusing && call.kind !== "other" && call.kind !== "count";
    const bounds = isPaid ? (exchange.api?.drain ?? null) : null;
    if (bounds === null) this.stop();
    // Should the process end before the provider does, this much is known.
    if (isPaid && exchange.usage.provenance === "none") exchange.usage = estimateUsage(call, NO_USAGE, null);
    if (bounds === null) return false;
    exchange.drain = new Drain(bounds, () => this.stop());
    this.#flow?.resume();
    return true;
  }

  ended(): void {
    const { exchange } = this.#forward;
    if (exchange.drain !== null) exchange.drained();
  }

  #ask(target: Target): void {
    const { exchange, call, route, path } = this.#forward;
    this.#chat = null;
    this.#usageDemanded = false;
    this.#refusing = false;
    if (!speaksNatively(call, target)) {
      if (call.kind === "count") answerEstimate(exchange, call, target);
      else if (call.kind === "embeddings") this.#askEmbeddings(target);
      else this.#askTranslated(target);
      return;
    }
    this.#usageDemanded = this.#demandsUsage(target);
    const { body, model } = encodeCall(call, {
      target,
      sent: route.sent,
      demandUsage: this.#usageDemanded,
      isLast: this.#tried >= this.#mostAttempts,
    });
    exchange.attempt(target, model);
    const headers = exchange.headersTo(requestHeaders(target, exchange.callerHeaders, call.form?.contentType));
    exchange.content?.sent({ headers, body, target, isNative: true });
    this.#attempt = send(this.#gateway.pools, { target, method: "POST", path: target.basePath + path, headers, body }, this);
  }

  #askTranslated(target: Target): void {
    const { exchange, call, route } = this.#forward;
    const { sent } = route;
    const chat = translateChat({ call, target, sent, exchange });
    if (chat instanceof Denial) {
      this.#failed(chat);
      return;
    }
    this.#chat = chat;
    exchange.translated(chat.dropped, chat.request.lost);
    exchange.attempt(target, modelFor(call, target, sent));
    sendTranslated({ gateway: this.#gateway, exchange, target, request: chat.request }, this).then(
      (attempt) => {
        if (attempt instanceof Denial) this.#failed(attempt);
        else this.#attempt = attempt;
      },
      (error: unknown) => this.#failed(new Denial("internal_error", "The call could not be signed.", { detail: String(error) })),
    );
  }

  #askEmbeddings(target: Target): void {
    const { exchange, call, route } = this.#forward;
    const encoded = encodeCall(call, { target, sent: route.sent, demandUsage: false, isLast: false });
    const embeddings = translateEmbeddings(encoded, target);
    if (embeddings instanceof Denial) {
      this.#failed(embeddings);
      return;
    }
    exchange.attempt(target, encoded.model);
    const attempt = new EmbeddingsAttempt({
      gateway: this.#gateway,
      exchange,
      target,
      embeddings,
      limitBytes: this.#gateway.limits.answerBytes,
      onFailure: (denial) => this.#failed(denial),
      onOver: () => this.ended(),
    });
    this.#attempt = attempt;
    attempt.start();
  }

  #demandsUsage(target: Target): boolean {
    const { exchange, call } = this.#forward;
    const has = call.kind === "chat" || call.kind === "completions";
    return has && call.stream && !call.includeUsage && exchange.api?.enforceUsage === true && !withoutStreamOptions.has(target);
  }

  head(status: number, headers: UpstreamHeaders, flow: Flow): AnswerSink {
    const { content } = this.#forward.exchange;
    const sink = this.#sink(status, headers, flow);
    return content === null ? sink : content.answered(status, headers, sink);
  }

  #sink(status: number, headers: UpstreamHeaders, flow: Flow): AnswerSink {
    const { exchange, call } = this.#forward;
    exchange.attemptAnswered(status);
    this.#flow = flow;
    this.#refusing = status < 200 || status >= 300;
    if (this.#refusing) return this.#readFailure(status, headers);
    const relay = { exchange, call, status, headers, flow, stop: () => this.stop(), onFailure: (denial: Denial) => this.#failed(denial) };
    const { kind } = call;
    if (this.#chat !== null) return this.#relayTranslated({ ...relay, chat: this.#chat });
    if (kind === "other" || kind === "count") return relayBytes(relay);
    // A provider that ignores `stream` answers in one piece, with or without an error in it: that is read as such.
    if (call.stream && !isDocument(headers["content-type"])) return relayStream({ ...relay, kind, hideUsage: this.#usageDemanded });
    return relayCompletion({ ...relay, kind, limitBytes: this.#gateway.limits.answerBytes });
  }

  #relayTranslated(relay: Relay & { readonly chat: TranslatedChat; readonly flow: Flow }): AnswerSink {
    const { call } = this.#forward;
    if (call.stream) return relayTranslatedStream(relay);
    return relayTranslatedCompletion({ ...relay, limitBytes: this.#gateway.limits.answerBytes });
  }

  noAnswer(error: Error): void {
    this.#failed(networkDenial(error));
  }

  #readFailure(status: number, headers: UpstreamHeaders): AnswerSink {
    const { exchange, call } = this.#forward;
    return readFailure(exchange, (body) => {
      const { target } = exchange;
      const adapter = this.#chat?.adapter ?? nativeAdapter(call.kind);
      if (adapter !== null) this.#failed(scrubbed(adapter.decodeError(status, headers, body), target));
      else if (target) this.#refused(decodeFailure({ status, headers, body, target }));
    });
  }

  #refused(denial: Denial): void {
    const { target } = this.#forward.exchange;
    if (target && this.#usageDemanded && denial.status === 400 && denial.message.includes("stream_options")) {
      withoutStreamOptions.add(target);
      this.#ask(target);
      return;
    }
    this.#failed(denial);
  }

  #failed(denial: Denial): void {
    const { exchange } = this.#forward;
    exchange.attemptFailed(denial.code);
    if (exchange.closed) {
      // A provider that failed or refused has counted nothing, and nobody else is asked.
      exchange.usage = NO_USAGE;
      return;
    }
    const { detail } = denial.extra;
    if (detail !== undefined)
      this.#gateway.log.warn({ ...logFields(exchange), endpoint: exchange.target?.endpoint, detail }, "a provider did not answer");
    if (this.#tried < this.#mostAttempts && WORTH_ANOTHER_TRY.has(denial.code)) this.next();
    else exchange.refuse(denial);
  }
}

function isDocument(contentType: string | string[] | undefined): boolean {
  return typeof contentType === "string" && /^\s*(?:application\/json|text\/html)/i.test(contentType);
}
