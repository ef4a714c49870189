import type { StreamDecoder } from "@sluice/providers/chat-adapter";
import type { AnswerWriter } from "@sluice/providers/inbound-format";
import type { ChatChunk } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import type { FilteredStream } from "../policies/filtered-stream.ts";
import type { AnswerSink, Flow } from "../upstream/send.ts";
import { collectAnswer } from "./collect-answer.ts";
import { networkDenial, scrubbed } from "./decode-failure.ts";
import { estimateUsage, passedTokens } from "./estimate-usage.ts";
import { openFilteredStream } from "./open-filtered-stream.ts";
import type { Relay } from "./relay.ts";
import { sendAnswer } from "./send-answer.ts";
import { addDroppedParameters, addTokenHeaders } from "./token-headers.ts";
import type { TranslatedChat } from "./translate-chat.ts";

interface Translated extends Relay {
  readonly chat: TranslatedChat;
}

interface TranslatedCompletion extends Translated {
  readonly limitBytes: number;
}

/** Takes a provider's answer whole and sends it as the caller's own API would have said it. */
export function relayTranslatedCompletion(relay: TranslatedCompletion): AnswerSink {
  const { exchange, chat, onFailure } = relay;
  return collectAnswer(relay, (whole) => {
    const decoded = chat.adapter.decodeCompletion(whole, chat.call);
    if (decoded instanceof Denial) {
      onFailure(scrubbed(decoded, exchange.target));
      return;
    }
    if (decoded.usage.provenance !== "none") exchange.usage = decoded.usage;
    exchange.modelAnswered = decoded.completion.model;
    if (exchange.closed) return;
    const body = Buffer.from(JSON.stringify(chat.format.writeAnswer(decoded, chat.context)));
    const headers = exchange.answerHeaders();
    headers.push("content-type", "application/json");
    addDroppedParameters(headers, chat.dropped);
    if (exchange.api?.injectTokenHeaders) addTokenHeaders(headers, { usage: decoded.usage, model: exchange.modelSent });
    sendAnswer(exchange, { kind: chat.kind, status: 200, headers, body });
  });
}

interface TranslatedStream extends Translated {
  readonly flow: Flow;
}

/** Passes a provider's stream on in the events of the caller's own API, each as soon as the bytes that it needs are there. */
export function relayTranslatedStream(stream: TranslatedStream): AnswerSink {
  return new TranslatedRelay(stream);
}

const BATCHES_KEPT = 8;

class TranslatedRelay implements AnswerSink {
  readonly #stream: TranslatedStream;
  readonly #decoder: StreamDecoder;
  readonly #writer: AnswerWriter;
  readonly #emit: (chunk: ChatChunk) => void;
  readonly #resume: () => void;
  /** Chunks that one piece has made: written together. */
  #batch = "";
  /** The last batches, to estimate by. */
  #kept: string[] = [];
  #passedBytes = 0;
  #begun = false;
  #over = false;
  #filtered: FilteredStream | null = null;

  constructor(stream: TranslatedStream) {
    this.#stream = stream;
    this.#decoder = stream.chat.adapter.createStreamDecoder(stream.chat.call);
    this.#writer = stream.chat.format.createWriter(stream.chat.context);
    this.#resume = () => stream.flow.resume();
    this.#emit = (chunk) => {
      this.#batch += this.#writer.chunk(chunk);
    };
  }

  data(piece: Buffer): void {
    if (this.#over) return;
    this.#stream.exchange.firstByte();
    const denial = this.#decoder.push(piece, this.#emit);
    this.#flush();
    if (denial) this.#deny(denial);
  }

  end(): void {
    if (this.#over) return;
    const { exchange } = this.#stream;
    exchange.answered();
    const denial = this.#decoder.end(this.#emit);
    if (denial) {
      this.#flush();
      this.#deny(denial);
      return;
    }
    this.#over = true;
    this.#note(true);
    if (exchange.closed) return;
    this.#batch += this.#writer.end(this.#decoder.usage());
    this.#begin();
    if (this.#filtered === null) {
      exchange.end(this.#batch);
      return;
    }
    this.#filtered.write(this.#batch);
    this.#filtered.end("");
  }

  fail(error: Error): void {
    if (this.#over) return;
    const denial = networkDenial(error);
    const brokeOff = this.#begun && denial.code === "upstream_unreachable";
    this.#deny(brokeOff ? new Denial("upstream_error", "The connection to the provider broke off before the end of its answer.") : denial);
  }

  /** The caller has gone: what was said of usage before counts. */
  abandoned(): void {
    if (this.#over) return;
    this.#over = true;
    this.#note();
  }

  #flush(): void {
    const { exchange, flow, chat } = this.#stream;
    if (this.#batch === "") return;
    const batch = this.#batch;
    this.#batch = "";
    if (this.#kept.push(batch) > BATCHES_KEPT) this.#kept.shift();
    this.#passedBytes += batch.length;
    if (exchange.closed) {
      exchange.drain?.read(passedTokens({ kind: chat.kind, pieces: [batch], bytes: batch.length }));
      return;
    }
    this.#begin();
    if (this.#filtered !== null) {
      this.#filtered.write(batch);
      return;
    }
    if (exchange.res.write(batch)) return;
    flow.pause();
    exchange.res.once("drain", this.#resume);
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    const { exchange, chat } = this.#stream;
    const headers = exchange.answerHeaders();
    headers.push("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache", "x-accel-buffering", "no");
    addDroppedParameters(headers, chat.dropped);
    exchange.writeHead(200, headers);
    const { flow, stop } = this.#stream;
    const onDenied = () => {
      this.#over = true;
      this.#note();
      stop();
    };
    this.#filtered = openFilteredStream(exchange, { kind: chat.kind, status: 200, flow, onDenied });
  }

  /** Before the first chunk a refusal has its status, and another endpoint may be tried; after it, it is the last event. */
  #deny(refusal: Denial): void {
    this.#over = true;
    this.#note();
    const { exchange, onFailure, stop } = this.#stream;
    stop();
    const denial = scrubbed(refusal, exchange.target);
    if (!this.#begun) {
      onFailure(denial);
      return;
    }
    exchange.errorCode = denial.code;
    if (exchange.closed) return;
    const closing = this.#writer.fail(denial);
    if (this.#filtered === null) exchange.end(closing);
    else this.#filtered.cut(closing);
  }

  /** `whole`: the provider has come to its end, and has counted if it ever does. */
  #note(whole = false): void {
    const { exchange, call, chat } = this.#stream;
    const reported = this.#decoder.usage();
    const passed = { kind: chat.kind, pieces: this.#kept, bytes: this.#passedBytes };
    const isCounted = whole && (reported.provenance !== "none" || !exchange.closed);
    const isEstimated = !isCounted && (exchange.closed || passedTokens(passed) > 0);
    exchange.usage = isEstimated ? estimateUsage(call, reported, passed) : reported;
    exchange.modelAnswered = this.#decoder.model();
  }
}
