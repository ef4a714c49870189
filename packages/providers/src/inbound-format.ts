import type { Fields } from "@sluice/definition/json";
import type { ChatChunk, ChatCompletion } from "@sluice/wire/chat";
import type { Denial } from "@sluice/wire/denial";
import type { TokenUsage } from "@sluice/wire/usage";

/** A request of another API, said as a chat completion. */
export interface ChatBody {
  /** What readChatRequest reads; `model` and `stream` are the gateway's to set. */
  readonly body: Fields;
  /** Parameters that a chat has no word for and nothing hangs on. */
  readonly dropped: readonly string[];
}

/** What an answer is written for. */
export interface AnswerContext {
  /** The gateway's id of the request: `req_…`. */
  readonly requestId: string;
  readonly createdSeconds: number;
  /** The request as it came, for answers that repeat its settings. */
  readonly body: Fields;
  /** A chat's caller has asked to see a stream's usage. */
  readonly showUsage: boolean;
}

export interface WholeAnswer {
  readonly completion: ChatCompletion;
  readonly usage: TokenUsage;
}

/** Writes one streamed answer: bytes of events, ready for the wire; "" where there is nothing to say yet. */
export interface AnswerWriter {
  chunk(chunk: ChatChunk): string;
  /** The provider has ended well. */
  end(usage: TokenUsage): string;
  /** It has not: the last event. */
  fail(denial: Denial): string;
}

/** How a refusal is said, which every way in has of its own. */
export interface ErrorWords {
  /** The body of a refusal. */
  error(denial: Denial, requestId: string): object;
  /** The last event of a stream that failed. */
  errorEvent(denial: Denial, requestId: string): string;
}

/**
 * A way in: what a caller says, as a chat completion, and a chat's answer in the caller's words. With it, and an adapter for each
 * provider, every API stands in front of every provider. Pure: no I/O, no clock, no environment.
 */
export interface InboundFormat extends ErrorWords {
  encodeChat(body: Fields): ChatBody | Denial;
  writeAnswer(answer: WholeAnswer, context: AnswerContext): object;
  createWriter(context: AnswerContext): AnswerWriter;
}
