import { Denial } from "@sluice/wire/denial";
import { DONE, EventBoundaries, writeEvent } from "@sluice/wire/sse";
import { NO_USAGE } from "@sluice/wire/usage";
import type { FilteredStream } from "../policies/filtered-stream.ts";
import { answerHeaders } from "../upstream/headers.ts";
import type { AnswerSink, Flow, UpstreamHeaders } from "../upstream/send.ts";
import { networkDenial } from "./decode-failure.ts";
import { estimateUsage, passedTokens } from "./estimate-usage.ts";
import { openFilteredStream } from "./open-filtered-stream.ts";
import { readMessageEnding } from "./read-message-stream.ts";
import { hasData, hideUsage, openingError, readEnding, type StreamEnding } from "./read-stream.ts";
import type { Relay } from "./relay.ts";
import type { RelayedKind } from "./relay-completion.ts";

interface Stream extends Relay {
  readonly kind: RelayedKind;
  readonly headers: UpstreamHeaders;
  readonly flow: Flow;
  /** Usage was demanded by the gateway alone: the caller is not to see it. */
  readonly hideUsage: boolean;
}

/** An opening error becomes a status only while no status has been sent; a provider that thinks longer than this has its headers passed on meanwhile. */
const HEADERS_HELD_MS = 2_000;
/** The last pieces are kept for the usage, the finish reason and [DONE], which are at most three events. */
const PIECES_KEPT = 8;
/** Streams that end with an event of their own. */
const WITHOUT_DONE: ReadonlySet<RelayedKind> = new Set(["responses", "messages"]);
/** A single event longer than this is an attack or a mistake: an answer of a million tokens is about 4 MB. */
const LONGEST_EVENT_BYTES = 64 << 20;

/** Passes a stream of events on, each as it comes whole, so that whatever happens the caller never has half an event. */
export function relayStream(stream: Stream): AnswerSink {
  return new StreamRelay(stream);
}

class StreamRelay implements AnswerSink {
  readonly #stream: Stream;
  readonly #boundaries = new EventBoundaries();
  /** Of an event that is not yet whole. */
  #partial: Buffer[] = [];
  #partialBytes = 0;
  /** Whole events before the first with data, while the headers are held back. */
  #opening: Buffer[] = [];
  #begun = false;
  #over = false;
  #kept: Buffer[] = [];
  #passedBytes = 0;
  /** Anthropic tells of a message's input and model at its start. */
  #first: Buffer | null = null;
  #hidden: Buffer | null = null;
  #filtered: FilteredStream | null = null;
  readonly #holding: NodeJS.Timeout;
  readonly #resume: () => void;

  constructor(stream: Stream) {
    this.#stream = stream;
    this.#resume = () => stream.flow.resume();
    this.#holding = setTimeout(() => this.#begin(), HEADERS_HELD_MS);
  }

  data(piece: Buffer): void {
    if (this.#over) return;
    const end = this.#boundaries.endIn(piece);
    if (end === 0) {
      this.#hold(piece);
      return;
    }
    const whole = end === piece.length ? piece : piece.subarray(0, end);
    const segment = this.#partialBytes === 0 ? whole : Buffer.concat([...this.#partial, whole]);
    if (this.#partialBytes > 0) {
      this.#partial = [];
      this.#partialBytes = 0;
    }
    if (end < piece.length) this.#hold(piece.subarray(end));
    this.#pass(segment);
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#holding);
    const { exchange, onFailure } = this.#stream;
    exchange.answered();
    this.#passLast();
    const opening = this.#begun ? null : this.#openingFailure();
    if (opening) {
      onFailure(opening);
      return;
    }
    const ending = this.#noteEnding();
    if (exchange.closed) return;
    if (!this.#begun) this.#begin();
    if (ending.complete) this.#finish(ending.done || WITHOUT_DONE.has(this.#stream.kind) ? "" : writeEvent(DONE));
    else if (ending.failed) this.#endFailed();
    else this.#breakOff(new Denial("upstream_error", "The provider's answer broke off before its end."));
  }

  fail(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#holding);
    this.#failed(networkDenial(error));
  }

  #failed(denial: Denial): void {
    if (!this.#begun) {
      this.#stream.onFailure(denial);
      return;
    }
    this.#noteEnding();
    this.#breakOff(
      denial.code === "upstream_unreachable"
        ? new Denial("upstream_error", "The connection to the provider broke off before the end of its answer.")
        : denial,
    );
  }

  /** The caller has gone: what was said of usage before counts. */
  abandoned(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#holding);
    this.#noteEnding();
  }

  #hold(piece: Buffer): void {
    this.#partial.push(piece);
    this.#partialBytes += piece.length;
    if (this.#partialBytes <= LONGEST_EVENT_BYTES) return;
    this.#over = true;
    clearTimeout(this.#holding);
    this.#stream.stop();
    this.#failed(networkDenial(new Error("An event is too long.")));
  }

  #pass(segment: Buffer): void {
    if (this.#begun) {
      this.#write(segment);
      return;
    }
    this.#opening.push(segment);
    this.#stream.exchange.firstByte();
    if (!hasData(segment)) return;
    const failure = this.#openingFailure();
    if (failure === null) {
      this.#begin();
      return;
    }
    this.#over = true;
    clearTimeout(this.#holding);
    this.#stream.stop();
    this.#stream.exchange.answered();
    this.#stream.onFailure(failure);
  }

  /** Null when the stream opens well. */
  #openingFailure(): Denial | null {
    if (!this.#opening.some(hasData)) return new Denial("upstream_error", "The provider's answer is empty.");
    const { target } = this.#stream.exchange;
    return target === null ? null : openingError(Buffer.concat(this.#opening), target);
  }

  #begin(): void {
    clearTimeout(this.#holding);
    const { exchange } = this.#stream;
    if (this.#begun) return;
    this.#begun = true;
    if (!exchange.closed) this.#writeHead(this.#stream);
    for (const segment of this.#opening) this.#write(segment);
    this.#opening = [];
  }

  #writeHead({ exchange, headers, status }: Stream): void {
    const all = answerHeaders({ ...headers, "content-type": "text/event-stream; charset=utf-8" }, exchange.answerHeaders());
    all.push("cache-control", "no-cache", "x-accel-buffering", "no");
    exchange.writeHead(status, all);
    const onDenied = () => {
      this.#over = true;
      this.#stream.stop();
      this.#noteEnding();
    };
    this.#filtered = openFilteredStream(exchange, { kind: this.#stream.kind, status, flow: this.#stream.flow, onDenied });
    if (this.#opening.length === 0) exchange.res.flushHeaders();
  }

  #write(segment: Buffer): void {
    if (this.#first === null && this.#stream.kind === "messages" && hasData(segment)) this.#first = segment;
    if (this.#kept.push(segment) > PIECES_KEPT) this.#kept.shift();
    this.#passedBytes += segment.length;
    const shown = this.#stream.hideUsage ? this.#withoutUsage(segment) : segment;
    const { exchange, flow, kind } = this.#stream;
    if (exchange.closed) {
      exchange.drain?.read(passedTokens({ kind, pieces: [segment], bytes: segment.length }));
      return;
    }
    if (this.#filtered !== null) {
      if (shown.length > 0) this.#filtered.write(shown.toString());
      return;
    }
    if (shown.length === 0 || exchange.res.write(shown)) return;
    flow.pause();
    exchange.res.once("drain", this.#resume);
  }

  #withoutUsage(segment: Buffer): Buffer {
    const split = hideUsage(segment);
    if (split === null) return segment;
    this.#hidden = split.hidden;
    return split.shown;
  }

  /** A last event whose empty line is missing is an event all the same, if it is whole. */
  #passLast(): void {
    if (this.#partialBytes === 0) return;
    const rest = Buffer.concat(this.#partial)
      .toString()
      .replace(/[\r\n]+$/, "");
    this.#partial = [];
    this.#partialBytes = 0;
    if (isWhole(rest)) this.#pass(Buffer.from(`${rest}\n\n`));
  }

  /** What the provider has counted, or our estimate of an answer that did not come to its count: because it broke off, or its caller has left. */
  #noteEnding(): StreamEnding {
    const { exchange, kind, call } = this.#stream;
    const last = [...(this.#hidden === null ? [] : [this.#hidden]), ...this.#kept, ...this.#opening];
    const passed = { kind, pieces: this.#kept, bytes: this.#passedBytes };
    const ending = kind === "messages" ? readMessageEnding(this.#first, last) : readEnding(last, kind);
    if (ending.complete && (ending.usage !== null || !exchange.closed)) exchange.usage = ending.usage ?? exchange.usage;
    else if (exchange.closed || passedTokens(passed) > 0) exchange.usage = estimateUsage(call, ending.usage ?? NO_USAGE, passed);
    if (ending.model !== null) exchange.modelAnswered = ending.model;
    return ending;
  }

  /** The provider has said itself what went wrong. */
  #endFailed(): void {
    const { exchange } = this.#stream;
    exchange.errorCode = "upstream_error";
    this.#cut("");
  }

  #breakOff(denial: Denial): void {
    const { exchange } = this.#stream;
    if (exchange.closed) return;
    exchange.errorCode = denial.code;
    this.#cut(exchange.format.errorEvent(denial, exchange.id));
  }

  #finish(closing: string): void {
    if (this.#filtered === null) this.#stream.exchange.end(closing);
    else this.#filtered.end(closing);
  }

  #cut(closing: string): void {
    if (this.#filtered === null) this.#stream.exchange.end(closing);
    else this.#filtered.cut(closing);
  }
}

function isWhole(event: string): boolean {
  const data = event.slice(event.lastIndexOf("data:") + 5).trim();
  if (data === DONE) return true;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
