import type { Denial } from "@sluice/wire/denial";
import type { TokenUsage } from "@sluice/wire/usage";
import type { UpstreamRequest } from "./chat-adapter.ts";
import type { EmbeddingsRequest } from "./embeddings/read-embeddings-request.ts";
import type { EmbeddingsAnswer } from "./embeddings/write-embeddings.ts";

/** One embeddings call on its way to a provider that does not speak OpenAI. */
export interface EmbeddingsCall {
  readonly request: EmbeddingsRequest;
  /** The bare name, as it goes upstream. */
  readonly model: string;
}

export interface DecodedEmbeddings {
  readonly answer: EmbeddingsAnswer;
  /** NO_USAGE when the provider counted nothing: OpenAI's own `usage` in the answer then says 0, because clients insist on a number. */
  readonly usage: TokenUsage;
}

/** A pure translation: no I/O, no clock, no environment. Errors are the chat adapter's: a provider has one form for them. */
export interface EmbeddingsAdapter {
  encodeRequest(call: EmbeddingsCall): UpstreamRequest | Denial;
  decodeEmbeddings(body: Buffer, call: EmbeddingsCall): DecodedEmbeddings | Denial;
}
