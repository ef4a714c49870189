/** What turns texts into vectors: a model behind an address. */
export interface EmbeddingResource {
  readonly kind: "embedding";
  /** Rejects when it cannot, and when nobody waits any more; the reason holds nothing of the text. */
  embed(text: string, signal?: AbortSignal): Promise<readonly number[]>;
}
