import type { HttpOptions } from "@sluice/definition/endpoint";
import { type Dispatcher, errors } from "undici";
import type { Target } from "../runtime/compiled-api.ts";
import type { Pools } from "./pools.ts";
import { Awaited, type SilenceWatch, turnsOf } from "./silence-watch.ts";

export type UpstreamHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Holds an answer back while the caller is slow, or ends it. */
export interface Flow {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
}

/** Takes an answer's body. After `end` or `fail` nothing follows. */
export interface AnswerSink {
  data(piece: Buffer): void;
  end(): void;
  fail(error: Error): void;
  /** The caller has gone, and the provider has been stopped. */
  abandoned?(): void;
}

/** Takes an answer's head at once, for its first bytes may follow in the same breath. */
export interface Receiver {
  head(status: number, headers: UpstreamHeaders, flow: Flow): AnswerSink;
  /** Neither a status nor a byte came. */
  noAnswer(error: Error): void;
  /** After the sink, or `noAnswer`, has heard the last of it; not where it was stopped. */
  ended?(): void;
}

/** A call that was begun. */
export interface Asked {
  stop(): void;
  /** The provider has the request, or gets it, and its answer has not ended. */
  readonly isUnderWay: boolean;
}

export interface UpstreamCall {
  readonly target: Target;
  readonly method: Dispatcher.HttpMethod;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Buffer | null;
}

const GONE = new Error("The caller has gone.");

/** Asks a provider. Returns what stops it, in every phase; after that the receiver hears no more. */
export function send(pools: Pools, call: UpstreamCall, receiver: Receiver): Asked {
  const { http, origin } = call.target;
  const attempt = new Attempt(receiver, http, pools.silence);
  const { path, method, headers, body } = call;
  // The attempt itself sees to time-outs.
  pools.get(origin, http.connectTimeout).dispatch({ path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 }, attempt);
  return attempt;
}

class Attempt extends Awaited implements Dispatcher.DispatchHandler, Asked {
  readonly #receiver: Receiver;
  readonly #http: HttpOptions;
  readonly #silence: SilenceWatch;
  #flow: Dispatcher.DispatchController | null = null;
  #sink: AnswerSink | null = null;
  #over = false;
  /** Turns of the watch since the provider was asked, or last heard. */
  #silentTurns = 0;

  constructor(receiver: Receiver, http: HttpOptions, silence: SilenceWatch) {
    super();
    this.#receiver = receiver;
    this.#http = http;
    this.#silence = silence;
  }

  get isUnderWay(): boolean {
    return this.#flow !== null && !this.#over;
  }

  stop(): void {
    if (this.#over) return;
    this.#isOver();
    this.#flow?.abort(GONE);
    this.#sink?.abandoned?.();
  }

  /** An answer that its caller is too slow for is not silent. */
  override turn(): void {
    if (this.#flow?.paused) this.#silentTurns = 0;
    else this.#silentTurns++;
    const { firstByteTimeout, idleTimeout } = this.#http;
    if (this.#sink === null) {
      if (this.#silentTurns >= turnsOf(firstByteTimeout)) this.#flow?.abort(new errors.HeadersTimeoutError());
    } else if (this.#silentTurns >= turnsOf(idleTimeout)) this.#flow?.abort(new errors.BodyTimeoutError());
  }

  #isOver(): void {
    this.#over = true;
    this.#silence.end(this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#flow = controller;
    // Cancelled while the connection was being made: nothing has been sent yet.
    if (this.#over) controller.abort(GONE);
    else this.#silence.begin(this);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: UpstreamHeaders): void {
    if (this.#over || status < 200) return;
    this.#silentTurns = 0;
    this.#sink = this.#receiver.head(status, headers, controller);
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Buffer): void {
    this.#silentTurns = 0;
    if (!this.#over) this.#sink?.data(piece);
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#isOver();
    this.#sink?.end();
    this.#receiver.ended?.();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#over) return;
    this.#isOver();
    if (this.#sink) this.#sink.fail(error);
    else this.#receiver.noAnswer(error);
    this.#receiver.ended?.();
  }
}
