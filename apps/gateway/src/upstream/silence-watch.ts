/** Time-outs are set in seconds. A look at a thousand calls takes some microseconds. */
export const LOOK_EVERY_MS = 250;

/** What is waited for. */
export interface Awaited {
  /** A turn of the watch has passed. */
  turn(): void;
}

/**
 * Looks at everything that is waited for in turn. One timer for all: a timer a call would outlive most calls, and every collection of garbage
 * would carry it on. Turns are counted, and not the time: a process that was held up for seconds takes nobody for silent.
 */
export class SilenceWatch {
  readonly #awaited = new Set<Awaited>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => {
      for (const awaited of this.#awaited) awaited.turn();
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  begin(awaited: Awaited): void {
    this.#awaited.add(awaited);
  }

  end(awaited: Awaited): void {
    this.#awaited.delete(awaited);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#awaited.clear();
  }
}

/** How many turns have to pass until so many milliseconds surely have: the first may come at once. */
export function turnsOf(ms: number): number {
  return ms === 0 ? Number.POSITIVE_INFINITY : Math.ceil(ms / LOOK_EVERY_MS) + 1;
}
