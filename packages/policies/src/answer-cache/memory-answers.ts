import type { AnswerStore, CachedAnswer } from "./answer-store.ts";

interface Kept {
  readonly answer: CachedAnswer;
  readonly expiresAtMs: number;
}

/** What a key and its entry take beside the answer's bytes, about. */
const ENTRY_BYTES = 500;

/** Answers in this gateway's memory, up to so many bytes: those that were not used for longest go first. */
export class MemoryAnswers implements AnswerStore {
  readonly #mostBytes: number;
  readonly #nowMs: () => number;
  /** In the order of their last use. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(mostBytes: number, nowMs: () => number) {
    this.#mostBytes = mostBytes;
    this.#nowMs = nowMs;
  }

  get(key: string): CachedAnswer | null {
    const kept = this.#kept.get(key);
    if (!kept) return null;
    this.#remove(key, kept);
    if (kept.expiresAtMs <= this.#nowMs()) return null;
    this.#add(key, kept);
    return kept.answer;
  }

  put(key: string, answer: CachedAnswer, timeToLiveMs: number): void {
    const before = this.#kept.get(key);
    if (before) this.#remove(key, before);
    this.#add(key, { answer, expiresAtMs: this.#nowMs() + timeToLiveMs });
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#remove(oldest, kept);
    }
  }

  #add(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
    this.#bytes += kept.answer.body.length + ENTRY_BYTES;
  }

  #remove(key: string, { answer }: Kept): void {
    this.#kept.delete(key);
    this.#bytes -= answer.body.length + ENTRY_BYTES;
  }
}
