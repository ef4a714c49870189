interface TurnsOptions {
  /** Further ones are refused at once: they would wait for longer than callers do. */
  readonly mostWaiting: number;
  /** From asking for a turn to the end of it. */
  readonly longestMs: number;
}

/**
 * One after the other, in the order in which they came. Whoever has left or waited for too long loses its turn before it begins, so that no
 * more than `mostWaiting` are ever in front of anybody, however slow the work is.
 */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #waiting = new Set<() => void>();
  #busy = false;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Rejects at once when the turn is lost; work that has begun learns it from its signal. */
  take<Result>(work: (lost: AbortSignal) => Promise<Result>, left?: AbortSignal): Promise<Result> {
    const { mostWaiting, longestMs } = this.#options;
    if (this.#waiting.size >= mostWaiting) return Promise.reject(new Error(`More than ${mostWaiting} wait for their turn.`));
    return new Promise<Result>((resolve, reject) => {
      const losing = new AbortController();
      const lose = (reason: string) => {
        this.#waiting.delete(begin);
        over();
        losing.abort();
        reject(new Error(reason));
      };
      const leave = () => lose("Nobody waits for the answer any more.");
      const clock = setTimeout(() => lose(`There was no answer within ${longestMs} ms.`), longestMs);
      const over = () => {
        clearTimeout(clock);
        left?.removeEventListener("abort", leave);
      };
      const begin = () => {
        this.#busy = true;
        work(losing.signal)
          .then(resolve, reject)
          .finally(() => {
            over();
            this.#busy = false;
            this.#next();
          });
      };
      if (left?.aborted) return leave();
      left?.addEventListener("abort", leave, { once: true });
      this.#waiting.add(begin);
      this.#next();
    });
  }

  #next(): void {
    if (this.#busy) return;
    const [begin] = this.#waiting;
    if (begin === undefined) return;
    this.#waiting.delete(begin);
    begin();
  }
}
