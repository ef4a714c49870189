/** A good answer as it went to its caller, kept to be given again. */
export interface CachedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  /** What it took to get it; null when nobody told. */
  readonly tokens: number | null;
  readonly storedAtMs: number;
}

/** Keeps answers for a while. A failure is no answer: a cache that is away costs a call, and nothing else. */
export interface AnswerStore {
  get(key: string): CachedAnswer | null | Promise<CachedAnswer | null>;
  /** Never waits or throws. */
  put(key: string, answer: CachedAnswer, timeToLiveMs: number): void;
}
