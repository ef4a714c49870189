import { joinEmbeddings } from "@sluice/providers/embeddings/join-embeddings";
import type { DecodedEmbeddings } from "@sluice/providers/embeddings-adapter";
import { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import type { AnswerSink, Asked, Receiver, UpstreamHeaders } from "../upstream/send.ts";
import { TOO_LONG } from "./collect-answer.ts";
import { networkDenial, scrubbed } from "./decode-failure.ts";
import type { Exchange } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { LONGEST_ERROR_BYTES } from "./read-failure.ts";
import { sendAnswer } from "./send-answer.ts";
import { sendTranslated } from "./send-translated.ts";
import { addDroppedParameters, addTokenHeaders } from "./token-headers.ts";
import type { EmbeddingsPart, TranslatedEmbeddings } from "./translate-embeddings.ts";

interface EmbeddingsForward {
  readonly gateway: Pick<Gateway, "pools" | "authoriser" | "log">;
  readonly exchange: Exchange;
  readonly target: Target;
  readonly embeddings: TranslatedEmbeddings;
  /** Of all parts' answers together. */
  readonly limitBytes: number;
  /** To be told of a failure: another endpoint may be tried. */
  readonly onFailure: (denial: Denial) => void;
  /** After the answer, or the failure, has been told. */
  readonly onOver: () => void;
}

/** Requests of one call that are under way at the same time: enough to hide the way there and back, few enough for a provider's rate limit. */
const MOST_AT_ONCE = 8;

/**
 * Asks for a call's embeddings, in as many requests as the provider needs, and answers with all of them as OpenAI would have. One part
 * that fails is the call's failure: the others are stopped, and what they cost by then is counted.
 */
export class EmbeddingsAttempt implements Asked {
  readonly #forward: EmbeddingsForward;
  readonly #running = new Set<PartAttempt>();
  readonly #answers: (DecodedEmbeddings | undefined)[];
  #next = 0;
  #missing: number;
  #length = 0;
  #over = false;

  constructor(forward: EmbeddingsForward) {
    this.#forward = forward;
    this.#missing = forward.embeddings.parts.length;
    this.#answers = new Array<undefined>(this.#missing).fill(undefined);
  }

  start(): void {
    for (let at = 0; at < MOST_AT_ONCE; at++) this.#startNext();
  }

  get isUnderWay(): boolean {
    return !this.#over;
  }

  stop(): void {
    if (this.#over) return;
    this.#over = true;
    for (const part of this.#running) part.stop();
    this.#running.clear();
    this.#noteUsage();
  }

  #startNext(): void {
    const index = this.#next;
    const part = this.#forward.embeddings.parts[index];
    if (this.#over || part === undefined) return;
    this.#next++;
    const attempt = new PartAttempt({ ...this.#forward, part, owner: this, index });
    this.#running.add(attempt);
    attempt.start();
  }

  /** Whether so many bytes more may be taken. */
  took(bytes: number): boolean {
    this.#forward.exchange.firstByte();
    this.#length += bytes;
    return this.#length <= this.#forward.limitBytes;
  }

  ended(part: PartAttempt, index: number, answer: DecodedEmbeddings | Denial): void {
    this.#running.delete(part);
    if (this.#over) return;
    if (answer instanceof Denial) {
      this.stop();
      this.#forward.exchange.answered();
      this.#forward.onFailure(scrubbed(answer, this.#forward.target));
      this.#forward.onOver();
      return;
    }
    this.#answers[index] = answer;
    this.#missing--;
    if (this.#missing > 0) {
      this.#startNext();
      return;
    }
    this.#answer();
    this.#forward.onOver();
  }

  #answer(): void {
    this.#over = true;
    const { exchange, embeddings } = this.#forward;
    exchange.answered();
    const whole = this.#joined();
    if (whole === null) return;
    if (whole.usage.provenance !== "none") exchange.usage = whole.usage;
    exchange.modelAnswered = whole.answer.model;
    if (exchange.closed) return;
    const body = Buffer.from(JSON.stringify(whole.answer));
    const headers = exchange.answerHeaders();
    headers.push("content-type", "application/json");
    addDroppedParameters(headers, embeddings.parts[0].request.dropped);
    if (exchange.api?.injectTokenHeaders) addTokenHeaders(headers, { usage: whole.usage, model: exchange.modelSent });
    sendAnswer(exchange, { kind: "embeddings", status: 200, headers, body });
  }

  #noteUsage(): void {
    const paid = this.#joined();
    if (paid !== null) this.#forward.exchange.usage = paid.usage;
  }

  #joined(): DecodedEmbeddings | null {
    const [first, ...others] = this.#answers.filter((answer) => answer !== undefined);
    return first === undefined ? null : joinEmbeddings([first, ...others]);
  }
}

interface PartForward extends EmbeddingsForward {
  readonly part: EmbeddingsPart;
  readonly owner: EmbeddingsAttempt;
  readonly index: number;
}

class PartAttempt implements Receiver {
  readonly #forward: PartForward;
  #running: Asked | null = null;
  #over = false;

  constructor(forward: PartForward) {
    this.#forward = forward;
  }

  start(): void {
    const { gateway, exchange, target, part } = this.#forward;
    sendTranslated({ gateway, exchange, target, request: part.request }, this).then(
      (running) => {
        if (running instanceof Denial) this.#end(running);
        else if (this.#over) running.stop();
        else this.#running = running;
      },
      (error: unknown) => this.#end(new Denial("internal_error", "The call could not be signed.", { detail: String(error) })),
    );
  }

  stop(): void {
    this.#over = true;
    this.#running?.stop();
  }

  noAnswer(error: Error): void {
    this.#end(networkDenial(error));
  }

  head(status: number, headers: UpstreamHeaders): AnswerSink {
    const { content } = this.#forward.exchange;
    const sink = this.#sink(status, headers);
    return content === null ? sink : content.answered(status, headers, sink);
  }

  #sink(status: number, headers: UpstreamHeaders): AnswerSink {
    const failed = status < 200 || status >= 300;
    const pieces: Buffer[] = [];
    let length = 0;
    const { owner, embeddings, part } = this.#forward;
    const refused = () => this.#end(embeddings.decodeError(status, headers, Buffer.concat(pieces)));
    return {
      data: (piece) => {
        length += piece.length;
        if (!owner.took(piece.length)) this.#end(TOO_LONG);
        else if (!failed || length <= LONGEST_ERROR_BYTES) pieces.push(piece);
      },
      end: () => (failed ? refused() : this.#end(embeddings.adapter.decodeEmbeddings(Buffer.concat(pieces), part.call, headers))),
      // A refusal's status says more than the connection's end.
      fail: (error) => (failed ? refused() : this.#end(networkDenial(error))),
    };
  }

  #end(answer: DecodedEmbeddings | Denial): void {
    if (this.#over) return;
    this.#over = true;
    // Only an answer that is too long is still coming.
    this.#running?.stop();
    this.#forward.owner.ended(this, this.#forward.index, answer);
  }
}
