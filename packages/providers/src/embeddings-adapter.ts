import type { Denial } from "@sluice/wire/denial";
import type { TokenUsage } from "@sluice/wire/usage";
import type { ResponseHeaders } from "./chat/retry-after.ts";
import type { UpstreamRequest } from "./chat-adapter.ts";
import type { EmbeddingsRequest } from "./embeddings/read-embeddings-request.ts";
import type { EmbeddingsAnswer } from "./embeddings/write-embeddings.ts";
import type { Publisher } from "./vertex/publisher.ts";

/** One embeddings call on its way to a provider that does not speak OpenAI. */
export interface EmbeddingsCall {
  readonly request: EmbeddingsRequest;
  /** The bare name, as it goes upstream. */
  readonly model: string;
  /** See ChatCall. */
  readonly publisher?: Publisher | null;
}

export interface DecodedEmbeddings {
  readonly answer: EmbeddingsAnswer;
  /** NO_USAGE when the provider counted nothing: OpenAI's own `usage` in the answer then says 0, because clients insist on a number. */
  readonly usage: TokenUsage;
}

/** A pure translation: no I/O, no clock, no environment. Errors are the chat adapter's: a provider has one form for them. */
export interface EmbeddingsAdapter {
  /** Calls that together answer this one, where the provider takes fewer texts in a request; embeddings/join-embeddings.ts puts the answers together. */
  splitCall?(call: EmbeddingsCall): readonly EmbeddingsCall[];
  encodeRequest(call: EmbeddingsCall): UpstreamRequest | Denial;
  /** `headers` are lower case: some providers count the tokens there. */
  decodeEmbeddings(body: Buffer, call: EmbeddingsCall, headers?: ResponseHeaders): DecodedEmbeddings | Denial;
}
