import type { Dispatcher } from "undici";
import type { Target } from "../runtime/compiled-api.ts";
import type { Pools } from "./pools.ts";

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
  const { connectTimeout, firstByteTimeout, idleTimeout } = call.target.http;
  const attempt = new Attempt(receiver);
  pools.get(call.target.origin, connectTimeout).dispatch(
    {
      path: call.path,
      method: call.method,
      headers: call.headers,
      body: call.body,
      headersTimeout: firstByteTimeout,
      bodyTimeout: idleTimeout,
    },
    attempt,
  );
  return attempt;
}

class Attempt implements Dispatcher.DispatchHandler, Asked {
  readonly #receiver: Receiver;
  #flow: Flow | null = null;
  #sink: AnswerSink | null = null;
  #over = false;

  constructor(receiver: Receiver) {
    this.#receiver = receiver;
  }

  get isUnderWay(): boolean {
    return this.#flow !== null && !this.#over;
  }

  stop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#flow?.abort(GONE);
    this.#sink?.abandoned?.();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#flow = controller;
    // Cancelled while the connection was being made: nothing has been sent yet.
    if (this.#over) controller.abort(GONE);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: UpstreamHeaders): void {
    if (this.#over || status < 200) return;
    this.#sink = this.#receiver.head(status, headers, controller);
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (!this.#over) this.#sink?.data(piece);
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#over = true;
    this.#sink?.end();
    this.#receiver.ended?.();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#sink) this.#sink.fail(error);
    else this.#receiver.noAnswer(error);
    this.#receiver.ended?.();
  }
}
