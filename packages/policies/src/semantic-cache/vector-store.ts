export interface Neighbour {
  /** Of the answer that belongs to it. */
  readonly key: string;
  /** Cosine, at most 1. */
  readonly similarity: number;
}

/** Vectors of prompts, by the bucket of calls that are the same but for the prompt. A failure is no neighbour. */
export interface VectorStore {
  /** The nearest that has not expired; null when the bucket is empty. */
  nearest(bucket: string, vector: Float32Array): Neighbour | null | Promise<Neighbour | null>;
  /** Never waits or throws. */
  add(bucket: string, entry: { readonly key: string; readonly vector: Float32Array }, timeToLiveMs: number): void;
}

/** Of length 1, so that a product is a cosine. Null for a vector of nothing. */
export function unitVector(numbers: readonly number[]): Float32Array | null {
  let sum = 0;
  for (const number of numbers) sum += number * number;
  const length = Math.sqrt(sum);
  if (!Number.isFinite(length) || length === 0) return null;
  return Float32Array.from(numbers, (number) => number / length);
}

/** -1 for vectors of different models. */
export function similarityOf(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return -1;
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
