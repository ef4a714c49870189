import { Redis } from "ioredis";
import { type Neighbour, similarityOf, type VectorStore } from "./vector-store.ts";

/** A caller waits no longer than this for a cache: asking the provider is the other way. */
const ANSWER_MS = 200;
const PREFIX = "sluice:vectors:";
/** What is read at once: 1.5 MB at 1,536 numbers each. */
const MOST_IN_BUCKET = 256;

/** Vectors that all gateways share: a hash a bucket, compared here, so that any Redis will do. */
export class RedisVectors implements VectorStore {
  readonly #redis: Redis;

  constructor(url: string) {
    this.#redis = new Redis(url, { commandTimeout: ANSWER_MS, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    // It comes back by itself; until then nothing is alike.
    this.#redis.on("error", () => {});
  }

  async nearest(bucket: string, vector: Float32Array): Promise<Neighbour | null> {
    const stored = await this.#redis.hgetallBuffer(PREFIX + bucket).catch(() => ({}));
    let best: Neighbour | null = null;
    for (const [key, bytes] of Object.entries(stored).slice(0, MOST_IN_BUCKET)) {
      const similarity = similarityOf(readVector(bytes), vector);
      if (best === null || similarity > best.similarity) best = { key, similarity };
    }
    return best;
  }

  /** A bucket lives as long as its newest vector; an answer that has gone is a miss. */
  add(bucket: string, { key, vector }: { readonly key: string; readonly vector: Float32Array }, timeToLiveMs: number): void {
    const name = PREFIX + bucket;
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    this.#redis
      .hlen(name)
      .then((length) => (length >= MOST_IN_BUCKET ? this.#redis.del(name) : 0))
      .then(() => this.#redis.multi().hset(name, key, bytes).pexpire(name, timeToLiveMs).exec())
      .catch(() => {});
  }

  stop(): void {
    this.#redis.disconnect();
  }
}

/** A copy: the bytes of an answer need not stand where four of them make a number. */
function readVector(bytes: Buffer): Float32Array {
  const copy = Uint8Array.from(bytes);
  return new Float32Array(copy.buffer, 0, copy.byteLength >> 2);
}
