import type { ChatChunk, ChatCompletion } from "@sluice/wire/chat";
import type { Denial } from "@sluice/wire/denial";
import type { TokenUsage } from "@sluice/wire/usage";
import type { ChatRequest } from "./chat/chat-request.ts";
import type { Publisher } from "./vertex/publisher.ts";

/** One chat completion on its way to a provider that does not speak OpenAI. */
export interface ChatCall {
  readonly request: ChatRequest;
  /** The bare name, as it goes upstream. */
  readonly model: string;
  readonly stream: boolean;
  /** The answer's id and time, made by the gateway: translation reads no clock. */
  readonly id: string;
  readonly createdSeconds: number;
  /** Whose models the endpoint serves, where a provider has several publishers; the model's name says it when this does not. */
  readonly publisher?: Publisher | null;
}

export interface UpstreamRequest {
  readonly method: "POST";
  /** After the address's base path, query included: `/v1/messages`. Model names in it are percent-encoded. */
  readonly path: string;
  /** Names (lower case) and values in turn, beside the address's own. */
  readonly headers: readonly string[];
  readonly body: string;
  /** Parameters left out because the provider has no word for them and nothing hangs on them. */
  readonly dropped: readonly string[];
  /** What was adapted (a temperature beyond the provider's) or lost (of a JSON Schema) on the way, in words for the request's log. */
  readonly lost: readonly string[];
}

export interface DecodedCompletion {
  readonly completion: ChatCompletion;
  readonly usage: TokenUsage;
}

/** Synchronous, whole chunks only, right for any split of the bytes. Not to be used after it has returned a denial. */
export interface StreamDecoder {
  /** Emits the chunks that the bytes complete. A denial ends the stream: the provider reported an error, or its bytes make no sense. */
  push(bytes: Buffer, emit: (chunk: ChatChunk) => void): Denial | null;
  /** The upstream has ended. Emits the usage chunk (`choices: []`), or denies when the answer had no end. */
  end(emit: (chunk: ChatChunk) => void): Denial | null;
  /** What is known by now; the last report wins. */
  usage(): TokenUsage;
  /** What the provider called its model, once it has said so. */
  model(): string | null;
}

/** A pure translation: no I/O, no clock, no environment. */
export interface ChatAdapter {
  encodeRequest(call: ChatCall): UpstreamRequest | Denial;
  decodeCompletion(body: Buffer, call: ChatCall): DecodedCompletion | Denial;
  createStreamDecoder(call: ChatCall): StreamDecoder;
  /** A refusal in OpenAI's words; the provider's message is kept. `headers` are lower case. */
  decodeError(status: number, headers: Readonly<Record<string, string | string[] | undefined>>, body: Buffer): Denial;
}
