import { BoundedMap } from "../bounded-map.ts";
import { type Neighbour, similarityOf, type VectorStore } from "./vector-store.ts";

interface Kept {
  readonly key: string;
  readonly vector: Float32Array;
  readonly expiresAtMs: number;
}

/** Comparing so many of 1,536 numbers takes half a millisecond. */
const MOST_IN_BUCKET = 256;
/** Buckets that were not used for longest go first. */
const MOST_BUCKETS = 2_000;

/** Vectors in this gateway's memory. */
export class MemoryVectors implements VectorStore {
  readonly #nowMs: () => number;
  /** In the order of their last use. */
  readonly #buckets = new BoundedMap<string, Kept[]>(MOST_BUCKETS);

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  nearest(bucket: string, vector: Float32Array): Neighbour | null {
    const kept = this.#living(bucket);
    let best: Neighbour | null = null;
    for (const entry of kept) {
      const similarity = similarityOf(entry.vector, vector);
      if (best === null || similarity > best.similarity) best = { key: entry.key, similarity };
    }
    return best;
  }

  add(bucket: string, { key, vector }: { readonly key: string; readonly vector: Float32Array }, timeToLiveMs: number): void {
    const kept = this.#living(bucket).filter((entry) => entry.key !== key);
    kept.push({ key, vector, expiresAtMs: this.#nowMs() + timeToLiveMs });
    this.#buckets.set(bucket, kept.slice(-MOST_IN_BUCKET));
  }

  #living(bucket: string): Kept[] {
    const nowMs = this.#nowMs();
    const kept = (this.#buckets.get(bucket) ?? []).filter(({ expiresAtMs }) => expiresAtMs > nowMs);
    this.#buckets.delete(bucket);
    if (kept.length > 0) this.#buckets.set(bucket, kept);
    return kept;
  }
}
