import { openAiTotals, type TokenUsage } from "@sluice/wire/usage";

/** OpenAI's answer to `POST /embeddings`. */
export interface EmbeddingsAnswer {
  readonly object: "list";
  readonly data: readonly {
    readonly object: "embedding";
    readonly index: number;
    /** Numbers, or base64 of little-endian 32-bit floats. */
    readonly embedding: readonly number[] | string;
  }[];
  readonly model: string;
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
}

export interface EmbeddingsToWrite {
  readonly vectors: readonly (readonly number[])[];
  readonly encoding: "float" | "base64";
  readonly model: string;
  readonly usage: TokenUsage;
}

export function writeEmbeddings({ vectors, encoding, model, usage }: EmbeddingsToWrite): EmbeddingsAnswer {
  const { prompt, total } = openAiTotals(usage);
  return {
    object: "list",
    data: vectors.map((vector, index) => {
      const unit = unitVector(vector);
      return { object: "embedding", index, embedding: encoding === "base64" ? toBase64(unit) : unit };
    }),
    model,
    usage: { prompt_tokens: prompt, total_tokens: total },
  };
}

/** What rounding does to a vector of length 1; anything beyond is a vector of another length. */
const ROUNDING = 1e-3;

/** OpenAI's vectors have length 1, and clients compare them by dot product alone. A shortened one of Google's does not. */
function unitVector(vector: readonly number[]): readonly number[] {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 || Math.abs(length - 1) < ROUNDING ? vector : vector.map((value) => value / length);
}

function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * Float32Array.BYTES_PER_ELEMENT);
  return bytes.toString("base64");
}
