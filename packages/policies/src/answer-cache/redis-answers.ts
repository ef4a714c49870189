import { Redis } from "ioredis";
import type { AnswerStore, CachedAnswer } from "./answer-store.ts";

/** A caller waits no longer than this for a cache: asking the provider is the other way. */
const ANSWER_MS = 200;
const PREFIX = "sluice:answer:";

/** Answers that all gateways share. What Redis evicts when it is full is a miss. */
export class RedisAnswers implements AnswerStore {
  readonly #redis: Redis;

  constructor(url: string) {
    this.#redis = new Redis(url, { commandTimeout: ANSWER_MS, enableOfflineQueue: false, maxRetriesPerRequest: 0, lazyConnect: false });
    // It comes back by itself; until then everything is a miss.
    this.#redis.on("error", () => {});
  }

  async get(key: string): Promise<CachedAnswer | null> {
    const stored = await this.#redis.getBuffer(PREFIX + key).catch(() => null);
    return stored === null ? null : readAnswer(stored);
  }

  put(key: string, answer: CachedAnswer, timeToLiveMs: number): void {
    this.#redis.set(PREFIX + key, writeAnswer(answer), "PX", timeToLiveMs).catch(() => {});
  }

  stop(): void {
    this.#redis.disconnect();
  }
}

const LINE_FEED = 0x0a;

/** A line of JSON about it, then its bytes. */
function writeAnswer({ body, ...about }: CachedAnswer): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(about)}\n`), body]);
}

/** Null for what is none, or a newer version's. */
function readAnswer(stored: Buffer): CachedAnswer | null {
  const end = stored.indexOf(LINE_FEED);
  try {
    const about = JSON.parse(stored.toString("utf8", 0, Math.max(0, end))) as Omit<CachedAnswer, "body">;
    return typeof about.status === "number" && typeof about.contentType === "string" ? { ...about, body: stored.subarray(end + 1) } : null;
  } catch {
    return null;
  }
}
