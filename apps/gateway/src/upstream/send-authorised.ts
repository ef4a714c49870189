import type { UpstreamRequest } from "@sluice/providers/chat-adapter";
import { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import type { Authoriser } from "./authoriser.ts";
import type { Pools } from "./pools.ts";
import { type AnswerSink, type Asked, type Flow, type Receiver, send, type UpstreamHeaders } from "./send.ts";

export interface Upstream {
  readonly pools: Pools;
  readonly authoriser: Authoriser;
}

interface Sending {
  readonly target: Target;
  readonly request: UpstreamRequest;
  /** Asked after each wait: a caller who has left by then costs no call. */
  readonly isWanted: () => boolean;
}

const NOTHING: Asked = { stop: () => {}, isUnderWay: false };

/**
 * Sends a translated request with what the provider knows us by. Returns what stops it, or why nothing could be sent. A token that the
 * provider refuses is replaced once.
 */
export async function sendAuthorised(upstream: Upstream, sending: Sending, receiver: Receiver): Promise<Asked | Denial> {
  const request = await upstream.authoriser.authorise(sending.target, sending.request);
  if (request instanceof Denial) return request;
  if (!sending.isWanted()) return NOTHING;
  if (sending.target.authorisation?.type !== "GOOGLE") return sendOnce(upstream.pools, { ...sending, request }, receiver);
  const attempt = new TokenAttempt(upstream, sending, receiver);
  attempt.start(request);
  return attempt;
}

function sendOnce(pools: Pools, { target, request }: Sending, receiver: Receiver): Asked {
  const headers = [...target.headers, "accept-encoding", "identity", ...request.headers];
  const path = target.basePath + request.path;
  return send(pools, { target, method: request.method, path, headers, body: Buffer.from(request.body) }, receiver);
}

/** Google's errors are a few hundred bytes. */
const LONGEST_REFUSAL_BYTES = 64 * 1024;

/** An attempt that comes again with a fresh token when the first is refused; the receiver hears of one answer only. */
class TokenAttempt implements Receiver, Asked {
  readonly #upstream: Upstream;
  readonly #sending: Sending;
  readonly #receiver: Receiver;
  #request: UpstreamRequest | null = null;
  #running: Asked = NOTHING;
  #stopped = false;
  #repeating = false;

  constructor(upstream: Upstream, sending: Sending, receiver: Receiver) {
    this.#upstream = upstream;
    this.#sending = sending;
    this.#receiver = receiver;
  }

  start(request: UpstreamRequest): void {
    this.#request = request;
    this.#running = sendOnce(this.#upstream.pools, { ...this.#sending, request }, this);
  }

  get isUnderWay(): boolean {
    return this.#running.isUnderWay;
  }

  ended(): void {
    // What is asked for again has not ended: the receiver hears that of the second answer, or once it is told of the refusal.
    if (!this.#repeating) this.#receiver.ended?.();
  }

  stop(): void {
    this.#stopped = true;
    this.#running.stop();
  }

  noAnswer(error: Error): void {
    this.#receiver.noAnswer(error);
  }

  head(status: number, headers: UpstreamHeaders, flow: Flow): AnswerSink {
    const { authoriser } = this.#upstream;
    if (status !== 401 || this.#request === null || !authoriser.refused(this.#sending.target, this.#request))
      return this.#receiver.head(status, headers, flow);
    const pieces: Buffer[] = [];
    let length = 0;
    // Nobody is told of the refusal before it is known that no fresh token can be had.
    const tell = () => {
      const sink = this.#receiver.head(status, headers, flow);
      for (const piece of pieces) sink.data(piece);
      sink.end();
      this.#receiver.ended?.();
    };
    const again = () => void this.#repeat(tell);
    return {
      data(piece) {
        length += piece.length;
        if (length <= LONGEST_REFUSAL_BYTES) pieces.push(piece);
      },
      end: again,
      fail: again,
    };
  }

  async #repeat(tell: () => void): Promise<void> {
    this.#repeating = true;
    const { target, request, isWanted } = this.#sending;
    const fresh = isWanted() ? await this.#upstream.authoriser.authorise(target, request) : null;
    if (this.#stopped) return;
    // A caller who has left is owed no second call, but whoever drains this one has to know that it was refused.
    if (fresh === null || fresh instanceof Denial || !isWanted()) tell();
    else this.#running = sendOnce(this.#upstream.pools, { ...this.#sending, request: fresh }, this.#receiver);
  }
}
