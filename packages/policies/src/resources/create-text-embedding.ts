import type { TextEmbedding } from "@sluice/definition/resource-kinds/text-embedding";
import { type AskService, list } from "./ask-service.ts";
import type { EmbeddingResource } from "./embedding-resource.ts";

/** `POST /embeddings` (https://platform.openai.com/docs/api-reference/embeddings), a text at a time. */
export function createTextEmbedding(
  { model, dimensions }: Pick<TextEmbedding, "model" | "dimensions">,
  ask: AskService,
): EmbeddingResource {
  return {
    kind: "embedding",
    async embed(text, signal) {
      const body = { model, input: text, ...(dimensions && { dimensions }), encoding_format: "float" };
      const answer = await ask("/embeddings", body, signal);
      const [first] = list((answer as { readonly data?: unknown } | null)?.data);
      const vector = first?.["embedding"];
      if (!Array.isArray(vector) || !vector.every((number) => typeof number === "number")) throw new Error("The service gave no vector.");
      return vector as number[];
    },
  };
}
