/** Hashing takes a processor for a tenth of a second, on threads that file and name look-ups use too: some stay free. */
const MOST_AT_ONCE = 2;
/** What one address may have waiting. Past it, it is told to come back. */
const MOST_WAITING = 50;

/**
 * Lets a few through at a time, in turn by whom they come from: a thousand from one address wait behind each other, and one from elsewhere
 * behind one of them.
 */
export class FairGate {
  readonly #waiting = new Map<string, (() => void)[]>();
  #running = 0;

  /** Runs `work` in its turn; null when too much of this caller's waits already. */
  async run<T>(caller: string, work: () => Promise<T>): Promise<T | null> {
    if (this.#running >= MOST_AT_ONCE) {
      const queue = this.#waiting.get(caller) ?? [];
      if (queue.length >= MOST_WAITING) return null;
      this.#waiting.set(caller, queue);
      await new Promise<void>((resolve) => queue.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** The next caller's first; its other ones go to the end of the line. */
  #next(): void {
    const [turn] = this.#waiting;
    if (!turn) {
      this.#running -= 1;
      return;
    }
    const [caller, queue] = turn;
    const first = queue.shift();
    this.#waiting.delete(caller);
    if (queue.length > 0) this.#waiting.set(caller, queue);
    first?.();
  }
}
