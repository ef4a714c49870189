/** What turns texts into vectors: a model behind an address. */
export interface EmbeddingResource {
  readonly kind: "embedding";
  /** Rejects when it cannot; the reason holds nothing of the text. */
  embed(text: string): Promise<readonly number[]>;
}
